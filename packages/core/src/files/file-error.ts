import { GraftError } from '../errors/graft-error'
import { explainFailure, type FileAction, type FileErrorCode, type FileFailure } from './file-failure'

/**
 * A file or folder could not be read or written.
 *
 * Codes: `NO_SPACE`, `READ_ONLY`, `NOT_FOUND`, `UNREADABLE`, `LOCK_LOST`, `ABORTED`, `IO` (anything else).
 */
export class FileError extends GraftError<FileErrorCode> {
  override readonly name = 'FileError'
  readonly path: string
  /** The message without the hint. */
  readonly reason: string

  constructor({ path, ...failure }: FileFailure) {
    super(failure)
    this.path = path
    this.reason = failure.message
  }

  /** Whether an error is one of these, also where another copy of the package threw it. */
  static override isInstance(error: unknown): error is FileError {
    return GraftError.isInstance(error) && error.name === 'FileError'
  }
}

/** Runs `work`; a failure of the file system becomes a `FileError` that says what to do about it. */
export async function withFileErrors<Result>(
  action: FileAction,
  path: string,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    const failure = explainFailure(error, action, path)
    throw failure ? new FileError(failure) : error
  }
}
