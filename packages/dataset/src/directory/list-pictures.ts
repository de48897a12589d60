import type { Dirent } from 'node:fs'
import { readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { rejectUnknownOptions } from '../options/reject-unknown-options'
import { compareCodePoints } from './compare-code-points'
import { UnreadableFolderError } from './directory-errors'
import { KERAS_SUFFIXES } from './directory-options'

/** Which files of a folder are pictures. */
export interface ListPicturesOptions {
  /** Ends of the file names that count, in any case. Default png, jpg, jpeg, bmp, ppm, tif, tiff. */
  readonly suffixes?: readonly string[]
  /** Enter folders that are symbolic links. Default false. */
  readonly followLinks?: boolean
}

interface Folder {
  /** Relative to where the listing began, with forward slashes; '' for that folder itself. */
  readonly path: string
  readonly files: readonly string[]
}

/**
 * Paths of the pictures under a folder, at any depth, relative to it, sorted by (folder, name) as Keras does. They are
 * told by their names: nothing is opened.
 *
 * @throws UnreadableFolderError when the folder, or one in it, is missing or may not be read.
 */
export async function listPictures(root: string, options: ListPicturesOptions = {}): Promise<string[]> {
  rejectUnknownOptions('listPictures', options, ['suffixes', 'followLinks'])
  const { followLinks = false } = options
  const suffixes = (options.suffixes ?? KERAS_SUFFIXES).map((suffix) => suffix.toLowerCase())
  const folders: Folder[] = []
  await walk('', [await realpathOf(root)])
  folders.sort((first, second) => compareCodePoints(first.path, second.path))
  return folders.flatMap(({ path, files }) =>
    files
      .filter(isPicture)
      .sort(compareCodePoints)
      .map((file) => within(path, file)),
  )

  /** `ancestors` are real paths: a link to one of them would be followed for ever. */
  async function walk(path: string, ancestors: readonly string[]): Promise<void> {
    const files: string[] = []
    for (const entry of await readFolder(join(root, path))) {
      const entryPath = within(path, entry.name)
      const isLink = entry.isSymbolicLink()
      if (!(await isFolder(entry, join(root, entryPath)))) files.push(entry.name)
      else if (followLinks || !isLink) {
        const target = await realpathOf(join(root, entryPath))
        if (!ancestors.includes(target)) await walk(entryPath, [...ancestors, target])
      }
    }
    folders.push({ path, files })
  }

  function isPicture(name: string): boolean {
    const lower = name.toLowerCase()
    return suffixes.some((suffix) => lower.endsWith(suffix))
  }
}

/** Names of the folders in a folder, links to folders included, sorted. */
export async function listFolders(root: string): Promise<string[]> {
  const names: string[] = []
  for (const entry of await readFolder(root)) {
    if (await isFolder(entry, join(root, entry.name))) names.push(entry.name)
  }
  return names.sort(compareCodePoints)
}

function within(folder: string, name: string): string {
  return folder === '' ? name : `${folder}/${name}`
}

async function readFolder(path: string): Promise<Dirent[]> {
  try {
    return await readdir(path, { withFileTypes: true })
  } catch (cause) {
    throw new UnreadableFolderError(path, cause)
  }
}

async function realpathOf(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (cause) {
    throw new UnreadableFolderError(path, cause)
  }
}

async function isFolder(entry: Dirent, path: string): Promise<boolean> {
  if (!entry.isSymbolicLink()) return entry.isDirectory()
  // A link that leads nowhere is listed as a file, as Keras does, and reported when it is read.
  return stat(path).then(
    (target) => target.isDirectory(),
    () => false,
  )
}
