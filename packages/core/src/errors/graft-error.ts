const marker = Symbol.for('graft.error')

/** What every error of Graft is made of. */
export interface GraftErrorOptions<Code extends string = string> {
  /** Stable, upper-case name of the failure, for programs: `CHECKSUM_MISMATCH`. */
  code: Code
  /** What happened, what was received and what is valid, in one or two sentences. */
  message: string
  /** What to do next, in one sentence. */
  hint?: string
  /** The error underneath, kept whole. */
  cause?: unknown
}

/**
 * Base of every error that Graft throws on purpose.
 *
 * Tell them apart by `code`; ask `GraftError.isInstance(error)` rather than `instanceof`, which fails
 * when two copies of the package are loaded.
 */
export class GraftError<Code extends string = string> extends Error {
  override readonly name: string = 'GraftError'
  readonly code: Code
  readonly hint: string | undefined

  constructor({ code, message, hint, cause }: GraftErrorOptions<Code>) {
    super(hint ? `${message} ${hint}` : message, cause === undefined ? undefined : { cause })
    this.code = code
    this.hint = hint
    Object.defineProperty(this, marker, { value: true })
  }

  /** Whether an error is one of these, also where another copy of the package threw it. */
  static isInstance(error: unknown): error is GraftError {
    return typeof error === 'object' && error !== null && marker in error
  }
}
