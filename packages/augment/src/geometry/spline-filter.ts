import { splinePoles } from './spline-basis'

/**
 * How a line of samples goes on past its ends while it is filtered:
 * `mirror` d c b | a b c d | c b a, `reflect` c b a | a b c d | d c b.
 */
export type Extension = 'mirror' | 'reflect'

/** Terms of a pole's series below this share do not change a double. */
const negligible = 1e-18

/**
 * Turns a line of samples into the coefficients of the B-spline through them, in place.
 *
 * Source: Unser, "Splines: a perfect fit for signal and image processing", IEEE Signal Processing Magazine 16 (1999).
 */
export function splineFilter(line: Float64Array, order: number, extension: Extension): void {
  if (line.length < 2) return
  for (const pole of splinePoles[order]!) {
    const gain = (1 - pole) * (1 - 1 / pole)
    for (let i = 0; i < line.length; i++) line[i]! *= gain
    filterForwards(line, pole, extension)
    filterBackwards(line, pole, extension)
  }
}

function filterForwards(line: Float64Array, pole: number, extension: Extension): void {
  line[0] = seriesBefore(line, pole, extension)
  for (let i = 1; i < line.length; i++) line[i]! += pole * line[i - 1]!
}

function filterBackwards(line: Float64Array, pole: number, extension: Extension): void {
  const last = line.length - 1
  line[last] =
    extension === 'mirror'
      ? ((pole * line[last - 1]! + line[last]!) * pole) / (pole * pole - 1)
      : (line[last]! * pole) / (pole - 1)
  for (let i = last - 1; i >= 0; i--) line[i] = pole * (line[i + 1]! - line[i]!)
}

/** The sum of pole^k times the k-th sample to the left of the first one, that one included. */
function seriesBefore(line: Float64Array, pole: number, extension: Extension): number {
  const terms = Math.ceil(Math.log(negligible) / Math.log(Math.abs(pole)))
  let sum = 0
  let power = 1
  for (let k = 0; k <= terms; k++) {
    sum += power * line[indexBefore(k, line.length, extension)]!
    power *= pole
  }
  return sum
}

function indexBefore(k: number, length: number, extension: Extension): number {
  if (extension === 'mirror') {
    const within = k % (2 * length - 2)
    return within < length ? within : 2 * length - 2 - within
  }
  // The sample before the first is the first itself.
  const within = k === 0 ? 0 : (k - 1) % (2 * length)
  return within < length ? within : 2 * length - 1 - within
}
