/**
 * Why one attempt to download failed.
 *
 * - `no-connection`: nobody answered (name, route, refusal, silence)
 * - `interrupted`: the transfer broke off or came short
 * - `status`: the server said no
 */
export type TransferFailureKind = 'no-connection' | 'interrupted' | 'status'

export interface TransferFailureOptions {
  kind: TransferFailureKind
  /** Completes "... could not be downloaded: ". */
  reason: string
  retryable: boolean
  /** Milliseconds the server asked to wait. */
  retryAfter?: number
  status?: number
  hint?: string
  cause?: unknown
}

/** One failed attempt; never leaves this folder: retries end in a `FetchError`. */
export class TransferFailure extends Error {
  readonly kind: TransferFailureKind
  readonly retryable: boolean
  readonly retryAfter: number | undefined
  readonly status: number | undefined
  readonly hint: string | undefined

  constructor({ kind, reason, retryable, retryAfter, status, hint, cause }: TransferFailureOptions) {
    super(reason, { cause })
    this.kind = kind
    this.retryable = retryable
    this.retryAfter = retryAfter
    this.status = status
    this.hint = hint
  }
}
