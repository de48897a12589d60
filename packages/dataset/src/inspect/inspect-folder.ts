import { join, resolve } from 'node:path'
import { NoImagesError } from '../directory/directory-errors'
import { listFolders, listPictures } from '../directory/list-pictures'
import { rejectUnknownOptions } from '../options/reject-unknown-options'
import { DecodePool } from '../pool/decode-pool'
import type { BrokenFile } from '../pool/pictures-task'
import type { ClassInspection, FolderInspection, PartInspection } from './folder-inspection'
import { isBroken, isGood, type PictureFacts } from './picture-facts'
import { spreadOf } from './spread-of'

/** How a folder is looked through. */
export interface InspectFolderOptions {
  /** Enter folders inside a class that are symbolic links. Default false. */
  followLinks?: boolean
  /** Threads shared with others; default: its own, as many as the machine runs at once. */
  pool?: DecodePool
  /** Told how many files of how many have been read. */
  onProgress?: (files: number, all: number) => void
}

/** What the parts of a folder are called, in the order in which people think of them. */
const PARTS = ['train', 'validation', 'test']

interface ListedClass {
  readonly part: string
  readonly name: string
  /** Relative to the folder, with forward slashes. */
  readonly files: readonly string[]
}

/**
 * Reads every picture of a folder that holds one folder for each class, or `train`, `validation` and `test` with such
 * folders, and tells what there is: how many, how large, which are broken and which lie there twice.
 *
 * @throws UnreadableFolderError; NoImagesError where there is no class folder
 *
 * @example
 * const { parts, duplicates } = await inspectFolder('photos')
 * for (const { name, pictures } of parts[0].classes) console.log(name, pictures)
 */
export async function inspectFolder(
  folder: string,
  options: InspectFolderOptions = {},
): Promise<FolderInspection> {
  rejectUnknownOptions('inspectFolder', options, ['followLinks', 'pool', 'onProgress'])
  const root = resolve(folder)
  const classes = await listAll(root, options)
  const facts = await factsOfAll(root, classes, options)
  const good = [...facts.values()].filter(isGood)
  return { folder: root, parts: partsOf(classes, facts), duplicates: duplicatesIn(good) }
}

async function listAll(root: string, { followLinks }: InspectFolderOptions): Promise<ListedClass[]> {
  const folders = await listFolders(root)
  const parts = folders.includes('train') ? PARTS.filter((part) => folders.includes(part)) : ['']
  const classes: ListedClass[] = []
  for (const part of parts) {
    for (const name of await listFolders(join(root, part))) {
      const place = part === '' ? name : `${part}/${name}`
      const files = await listPictures(join(root, place), { followLinks })
      classes.push({ part, name, files: files.map((file) => `${place}/${file}`) })
    }
  }
  if (classes.length > 0) return classes
  throw new NoImagesError(
    `The folder ${root} has no class folders.`,
    'Put the pictures of each class into a folder of its own; the folder is named after the class.',
  )
}

/** Of every file, by its path relative to the folder. */
async function factsOfAll(
  root: string,
  classes: readonly ListedClass[],
  { pool: given, onProgress }: InspectFolderOptions,
): Promise<ReadonlyMap<string, PictureFacts | BrokenFile>> {
  const files = classes.flatMap((one) => one.files)
  const pool = given ?? new DecodePool()
  try {
    const facts = await pool.inspect(
      files.map((file) => resolve(root, file)),
      (read) => onProgress?.(read, files.length),
    )
    return new Map(files.map((path, index) => [path, { ...facts[index]!, path }]))
  } finally {
    if (!given) await pool.close()
  }
}

function partsOf(
  classes: readonly ListedClass[],
  facts: ReadonlyMap<string, PictureFacts | BrokenFile>,
): PartInspection[] {
  const parts = new Map<string, ClassInspection[]>()
  for (const { part, name, files } of classes) {
    const inPart = parts.get(part) ?? []
    inPart.push(
      summarize(
        name,
        files.map((file) => facts.get(file)!),
      ),
    )
    parts.set(part, inPart)
  }
  return [...parts].map(([name, inPart]) => ({ name, classes: inPart }))
}

function summarize(name: string, facts: readonly (PictureFacts | BrokenFile)[]): ClassInspection {
  const good = facts.filter(isGood)
  const formats: Record<string, number> = {}
  for (const { format } of good) formats[format] = (formats[format] ?? 0) + 1
  return {
    name,
    pictures: good.length,
    bytes: good.reduce((sum, { bytes }) => sum + bytes, 0),
    formats,
    widths: spreadOf(good.map(({ width }) => width)),
    heights: spreadOf(good.map(({ height }) => height)),
    broken: facts.filter(isBroken),
  }
}

/** Paths of pictures that look the same, in the order in which the first of each group lies in the folder. */
function duplicatesIn(facts: readonly PictureFacts[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const { pixels, path } of facts) groups.set(pixels, [...(groups.get(pixels) ?? []), path])
  return [...groups.values()].filter((group) => group.length > 1)
}
