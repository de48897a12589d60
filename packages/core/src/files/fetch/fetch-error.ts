import { GraftError } from '../../errors/graft-error'

/** Why a file was not fetched. */
export type FetchErrorCode =
  /** No host answered: no network, a wrong name, a firewall, a proxy that refuses. */
  | 'UNREACHABLE'
  /** A host answered, but the transfer broke off more often than `retries` allows. */
  | 'INTERRUPTED'
  | 'HTTP_STATUS'
  | 'CHECKSUM_MISMATCH'
  /** `offline` was asked for, and the file is not in the cache. */
  | 'OFFLINE'
  | 'NOT_FOUND'
  | 'UNREADABLE'
  | 'NO_SPACE'
  | 'READ_ONLY'
  | 'LOCK_LOST'
  | 'ABORTED'
  | 'IO'

/** What could not be fetched and why. */
export interface FetchFailure {
  code: FetchErrorCode
  message: string
  /** The url or path that was asked for, without passwords and query. */
  source: string
  hint?: string
  cause?: unknown
  /** The HTTP status, with `HTTP_STATUS`. */
  status?: number
  /** The hash that was asked for, with `CHECKSUM_MISMATCH`. */
  expected?: string
  /** The hash of what came, with `CHECKSUM_MISMATCH`. */
  received?: string
}

/** A file could not be fetched; `code` says why (see `FetchErrorCode`). */
export class FetchError extends GraftError<FetchErrorCode> {
  override readonly name = 'FetchError'
  readonly source: string
  readonly status: number | undefined
  readonly expected: string | undefined
  readonly received: string | undefined

  constructor({ source, status, expected, received, ...failure }: FetchFailure) {
    super(failure)
    this.source = source
    this.status = status
    this.expected = expected
    this.received = received
  }

  /** Whether an error is one of these, also where another copy of the package threw it. */
  static override isInstance(error: unknown): error is FetchError {
    return GraftError.isInstance(error) && error.name === 'FetchError'
  }
}
