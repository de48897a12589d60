import { resolve } from 'node:path'
import { InvalidArgumentError } from '@graft-ml/core'
import type { BrokenFile } from '../pool/pictures-task'
import { ClassCountError, EmptyClassError, NoImagesError } from './directory-errors'
import type { ResolvedDirectoryOptions } from './directory-options'
import { listFolders, listPictures } from './list-pictures'

/** A class and its files, sorted, relative to the folder that holds the classes. */
export interface ClassFiles {
  readonly name: string
  readonly files: readonly string[]
}

/** Which pictures there are, and of what class each is. */
export interface DirectoryIndex {
  readonly classes: readonly string[]
  readonly filenames: readonly string[]
  /** Index of each picture's class. */
  readonly labels: Int32Array
}

/** Lists the classes of a folder and the pictures of each. */
export async function listClasses(folder: string, options: ResolvedDirectoryOptions): Promise<ClassFiles[]> {
  const folders = await listFolders(folder)
  const names = options.classes ?? folders
  const missing = names.find((name) => name !== '.' && !folders.includes(name))
  if (missing !== undefined) {
    throw new InvalidArgumentError({ argument: 'classes', expected: folders, received: missing })
  }
  if (names.length === 0) {
    throw new NoImagesError(
      `The folder ${folder} has no class folders.`,
      "Put the pictures of each class into a folder of its own; for pictures without classes pass classes: ['.'].",
    )
  }
  if (options.classMode === 'binary' && names.length !== 2) throw new ClassCountError(folder, names)
  const { suffixes, followLinks } = options
  const classes: ClassFiles[] = []
  for (const name of names) {
    const files = await listPictures(resolve(folder, name), { suffixes, followLinks })
    classes.push({ name, files: name === '.' ? files : files.map((file) => `${name}/${file}`) })
  }
  return classes
}

/** Takes the subset of each class and numbers what is left. Broken files are out before the split. */
export function indexClasses(
  folder: string,
  classes: readonly ClassFiles[],
  broken: readonly BrokenFile[],
  options: ResolvedDirectoryOptions,
): DirectoryIndex {
  const left = new Set(broken.map(({ path }) => path))
  const filenames: string[] = []
  const labels: number[] = []
  for (const [label, { name, files }] of classes.entries()) {
    const good = left.size === 0 ? files : files.filter((file) => !left.has(resolve(folder, file)))
    if (good.length === 0 && !options.allowEmptyClasses)
      throw new EmptyClassError(name, folder, options.suffixes)
    for (const file of subsetOf(good, options)) {
      filenames.push(file)
      labels.push(label)
    }
  }
  if (filenames.length === 0) throw noImages(folder, options)
  return { classes: classes.map(({ name }) => name), filenames, labels: Int32Array.from(labels) }
}

/** Validation is the first part of each class's files, or the part that is the fold; training the rest. */
function subsetOf(files: readonly string[], options: ResolvedDirectoryOptions): readonly string[] {
  const { subset, validationSplit, fold } = options
  if (subset === undefined) return files
  const { length } = files
  const [from, to] = fold
    ? [fold.index, fold.index + 1].map((part) => Math.trunc((part * length) / fold.of))
    : [0, Math.trunc(validationSplit! * length)]
  return subset === 'validation' ? files.slice(from, to) : [...files.slice(0, from), ...files.slice(to)]
}

function noImages(
  folder: string,
  { subset, validationSplit, fold }: ResolvedDirectoryOptions,
): NoImagesError {
  const split = fold ? `fold ${fold.index} of ${fold.of}` : `validationSplit ${validationSplit}`
  return subset === undefined
    ? new NoImagesError(`The folder ${folder} has no pictures.`, 'Check the folder and `suffixes`.')
    : new NoImagesError(
        `The ${subset} subset of ${folder} has no pictures with ${split}.`,
        'Change the split or add pictures.',
      )
}
