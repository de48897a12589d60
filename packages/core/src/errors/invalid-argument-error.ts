import { GraftError } from './graft-error'

/** What an argument was and what it may be. */
export interface InvalidArgument {
  /** The argument as the caller wrote it: `targetSize`, `--epochs`. */
  argument: string
  /** What may stand there: a list of choices, or words. */
  expected: readonly string[] | string
  received: unknown
  hint?: string
  cause?: unknown
}

/** An argument has a value that it may not have (`INVALID_ARGUMENT`). The message names the valid ones. */
export class InvalidArgumentError extends GraftError<'INVALID_ARGUMENT'> {
  override readonly name = 'InvalidArgumentError'
  readonly argument: string

  constructor({ argument, expected, received, hint, cause }: InvalidArgument) {
    const valid =
      typeof expected === 'string' ? expected : `one of ${expected.map((choice) => `'${choice}'`).join(', ')}`
    super({
      code: 'INVALID_ARGUMENT',
      message: `${argument} must be ${valid}. Received: ${show(received)}.`,
      hint,
      cause,
    })
    this.argument = argument
  }
}

/** Returns `received` when it is one of `choices`; otherwise throws an error that lists them. */
export function oneOf<const Choice extends string>(
  argument: string,
  received: unknown,
  choices: readonly Choice[],
): Choice {
  const found = choices.find((choice) => choice === received)
  if (found === undefined) throw new InvalidArgumentError({ argument, expected: choices, received })
  return found
}

/** A value in an error message: short, quoted when it is text. */
export function show(value: unknown): string {
  if (typeof value === 'string') return `'${value}'`
  if (typeof value === 'function') return `function ${value.name || '(anonymous)'}`
  if (typeof value === 'number' || value === undefined || typeof value === 'bigint') return String(value)
  // Symbols have no JSON, whatever the types say.
  const json: string | undefined = JSON.stringify(value)
  const text = json ?? String(value)
  return text.length > 120 ? `${text.slice(0, 117)}...` : text
}
