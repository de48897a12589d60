import { GraftError } from '@graft-ml/core'

/** What is wrong with which picture. */
export interface BrokenImage {
  /** The file, or another name that tells the reader which picture it was. */
  path: string
  /** What is wrong, without a full stop: `premature end of JPEG image`. */
  reason: string
  cause?: unknown
}

/** A file is no picture, is cut short, or is of a kind that is not decoded (`BROKEN_IMAGE`). */
export class BrokenImageError extends GraftError<'BROKEN_IMAGE'> {
  override readonly name = 'BrokenImageError'
  readonly path: string
  readonly reason: string

  constructor({ path, reason, cause }: BrokenImage) {
    super({
      code: 'BROKEN_IMAGE',
      message: `${path} cannot be read as a picture: ${reason}.`,
      hint: "Replace or remove the file, or leave such files out of a folder with onBroken: 'skip'.",
      cause,
    })
    this.path = path
    this.reason = reason
  }
}

/** The error for a file that could not even be read. */
export function unreadable(path: string, cause: unknown): BrokenImageError {
  return new BrokenImageError({
    path,
    reason: cause instanceof Error ? cause.message : String(cause),
    cause,
  })
}
