import { InvalidArgumentError } from '@graft-ml/core'

/** Throws when an options object has a property that nobody reads: a mistyped option must not pass silently. */
export function rejectUnknownOptions(where: string, options: object, known: readonly string[]): void {
  const unknown = Object.keys(options).filter((name) => !known.includes(name))
  if (unknown.length === 0) return
  throw new InvalidArgumentError({
    argument: `Each option of ${where}`,
    expected: known,
    received: unknown.length === 1 ? unknown[0] : unknown,
  })
}
