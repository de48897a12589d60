import { InvalidArgumentError } from '@graft-ml/core'

/** Throws unless `received` is an integer from `least` to `most`. */
export function checkInteger(
  argument: string,
  received: unknown,
  least: number,
  most: number = Number.MAX_SAFE_INTEGER,
): void {
  if (Number.isInteger(received) && Number(received) >= least && Number(received) <= most) return
  const range = most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`
  throw new InvalidArgumentError({ argument, expected: `an integer ${range}`, received })
}
