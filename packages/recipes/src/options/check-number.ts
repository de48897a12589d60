import { InvalidArgumentError } from '@graft-ml/core'

/** @throws InvalidArgumentError unless `received` is a number from `least` to `most` */
export function checkNumber(
  argument: string,
  received: number,
  least: number,
  most = Number.POSITIVE_INFINITY,
): number {
  if (received >= least && received <= most && Number.isFinite(received)) return received
  const expected = Number.isFinite(most) ? `a number from ${least} to ${most}` : `a number, ${least} or above`
  throw new InvalidArgumentError({ argument, expected, received })
}
