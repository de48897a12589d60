/** How positions outside a picture are filled, as scipy.ndimage names and defines it. */
export const fillModes = ['nearest', 'reflect', 'wrap', 'constant'] as const

/**
 * - `nearest`: a a a | a b c d | d d d
 * - `reflect`: c b a | a b c d | d c b
 * - `wrap`: d b c | a b c d | b c a, with a period of n - 1 as scipy has it: the first and last pixel coincide
 * - `constant`: cval everywhere outside, not blended with the edge
 *
 * @useDeclaredType
 */
export type FillMode = (typeof fillModes)[number]

/**
 * Where along an axis of `length` pixels the value for `position` is read.
 *
 * `reflect` may answer up to one pixel outside, between an edge pixel and its own reflection;
 * `constant` answers NaN outside.
 */
export function mapCoordinate(position: number, length: number, mode: FillMode): number {
  const last = length - 1
  if (position >= 0 && position <= last) return position
  switch (mode) {
    case 'nearest':
      return position < 0 ? 0 : last
    case 'constant':
      return Number.NaN
    case 'wrap':
      return last === 0 ? 0 : wrap(position, last)
    case 'reflect':
      return reflect(position, length)
  }
}

/**
 * As `mapCoordinate`, but never outside: between an edge pixel and its own reflection there is only that pixel.
 * For orders 0 and 1, which read no further pixels.
 */
export function mapInside(position: number, length: number, mode: FillMode): number {
  return Math.min(Math.max(mapCoordinate(position, length, mode), 0), length - 1)
}

function wrap(position: number, period: number): number {
  const turns = position < 0 ? Math.trunc(-position / period) + 1 : -Math.trunc(position / period)
  return position + period * turns
}

function reflect(position: number, length: number): number {
  if (length === 1) return 0
  // The picture and its reflection repeat every 2n pixels; left of -0.5 the reflection runs backwards.
  const period = 2 * length
  const folded = position < 0 ? -position - 1 : position
  const within = folded - period * Math.trunc(folded / period)
  return within >= length ? period - within - 1 : within
}
