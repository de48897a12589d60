import { GraftError } from '@graft-ml/core'

/** Why an archive was not extracted. */
export type ArchiveErrorCode =
  /** Neither a zip nor a tar.gz. */
  | 'NOT_AN_ARCHIVE'
  /** Cut short, a wrong checksum, or sizes that are not true. */
  | 'CORRUPT'
  /** An entry that would be written outside the folder, or is neither a file nor a folder. */
  | 'UNSAFE_ENTRY'
  | 'DUPLICATE_ENTRY'
  /** More entries or bytes than the limits allow, or bytes out of all proportion to the archive. */
  | 'TOO_LARGE'
  /** Encrypted, or packed by a method that cannot be unpacked. */
  | 'UNSUPPORTED'
  /** The folder that should hold the data is not in the archive. */
  | 'NO_ROOT'
  | 'ABORTED'

/** Which archive, which entry, what is wrong with it. */
export interface ArchiveFailure {
  code: ArchiveErrorCode
  /** Completes "The archive '...' ". */
  reason: string
  archive: string
  /** Name of the entry as the archive has it. */
  entry?: string
  hint?: string
  cause?: unknown
}

/** An archive could not be extracted; nothing of it is left behind. */
export class ArchiveError extends GraftError<ArchiveErrorCode> {
  override readonly name = 'ArchiveError'
  readonly archive: string
  readonly entry: string | undefined
  readonly reason: string

  constructor({ code, reason, archive, entry, hint, cause }: ArchiveFailure) {
    super({ code, message: `The archive '${archive}' ${reason}.`, hint, cause })
    this.archive = archive
    this.entry = entry
    this.reason = reason
  }

  /** Whether an error is one of these, also where another copy of the package threw it. */
  static override isInstance(error: unknown): error is ArchiveError {
    return GraftError.isInstance(error) && error.name === 'ArchiveError'
  }
}
