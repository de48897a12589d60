import type { Spread } from './folder-inspection'

/** The least, the median (of two in the middle the lower one) and the most; undefined of nothing. */
export function spreadOf(values: readonly number[]): Spread | undefined {
  if (values.length === 0) return undefined
  const sorted = [...values].sort((first, second) => first - second)
  return {
    least: sorted[0]!,
    median: sorted[Math.floor((sorted.length - 1) / 2)]!,
    most: sorted[sorted.length - 1]!,
  }
}
