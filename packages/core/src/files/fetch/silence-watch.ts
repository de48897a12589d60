import { TransferFailure, type TransferFailureKind } from './transfer-failure'

/** Gives up on whatever stays silent for too long, and cancels the request behind it. */
export class SilenceWatch {
  readonly signal: AbortSignal
  readonly #controller = new AbortController()
  readonly #timeout: number

  /**
   * @param timeout - milliseconds
   * @param outer - the caller's signal; aborting it cancels the request too
   */
  constructor(timeout: number, outer: AbortSignal | undefined) {
    this.#timeout = timeout
    this.signal = outer ? AbortSignal.any([outer, this.#controller.signal]) : this.#controller.signal
  }

  /** Waits for `work`, at most `timeout` milliseconds. */
  async wait<Result>(kind: TransferFailureKind, work: Promise<Result>): Promise<Result> {
    let timer: NodeJS.Timeout | undefined
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        const reason = `nothing came for ${this.#timeout / 1000} s`
        const failure = new TransferFailure({ kind, reason, retryable: true })
        reject(failure)
        this.#controller.abort(failure)
      }, this.#timeout)
    })
    try {
      return await Promise.race([work, silence])
    } finally {
      clearTimeout(timer)
    }
  }

  /** Cancels what is left of the request. */
  cancel(): void {
    this.#controller.abort()
  }
}
