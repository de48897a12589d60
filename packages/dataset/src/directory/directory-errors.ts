import { GraftError } from '@graft-ml/core'

/** A folder is missing, is no folder, or may not be read (`UNREADABLE_FOLDER`). */
export class UnreadableFolderError extends GraftError<'UNREADABLE_FOLDER'> {
  override readonly name = 'UnreadableFolderError'
  readonly folder: string

  constructor(folder: string, cause: unknown) {
    super({
      code: 'UNREADABLE_FOLDER',
      message: `The folder ${folder} cannot be read: ${reasonOf(cause)}.`,
      hint: 'Give a folder that holds one folder of pictures for each class.',
      cause,
    })
    this.folder = folder
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'it does not exist',
  ENOTDIR: 'it is a file',
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
}

function reasonOf(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  return REASONS[code] ?? (cause instanceof Error ? cause.message : String(cause))
}

/** A class has no pictures (`EMPTY_CLASS`). */
export class EmptyClassError extends GraftError<'EMPTY_CLASS'> {
  override readonly name = 'EmptyClassError'
  readonly className: string

  constructor(className: string, folder: string, suffixes: readonly string[]) {
    super({
      code: 'EMPTY_CLASS',
      message: `The class '${className}' in ${folder} has no pictures (files ending in ${suffixes.join(', ')}).`,
      hint: 'Add some, name the classes that count with `classes`, or pass allowEmptyClasses: true.',
    })
    this.className = className
  }
}

/** A folder, or the part of it that was asked for, has no pictures at all (`NO_IMAGES`). */
export class NoImagesError extends GraftError<'NO_IMAGES'> {
  override readonly name = 'NoImagesError'

  constructor(message: string, hint: string) {
    super({ code: 'NO_IMAGES', message, hint })
  }
}

/** Binary labels tell two classes apart, and there are not two (`CLASS_COUNT`). */
export class ClassCountError extends GraftError<'CLASS_COUNT'> {
  override readonly name = 'ClassCountError'
  readonly classes: readonly string[]

  constructor(folder: string, classes: readonly string[]) {
    const found = classes.map((name) => `'${name}'`).join(', ')
    super({
      code: 'CLASS_COUNT',
      message: `Binary labels need exactly two classes. Found ${classes.length} in ${folder}: ${found}.`,
      hint: "Name the two with `classes`, or use classMode 'categorical' or 'sparse'.",
    })
    this.classes = classes
  }
}
