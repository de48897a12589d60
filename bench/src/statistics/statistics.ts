/** The middle of some values and how far they spread. */
export interface Summary {
  readonly median: number
  readonly min: number
  readonly max: number
  readonly count: number
}

/** The middle value; the mean of the two in the middle where their number is even. NaN of nothing. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[middle] : mean(sorted.slice(middle - 1, middle + 1))
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length
}

/** undefined where there are no values: a measure without runs has no middle. */
export function summarise(values: readonly number[]): Summary | undefined {
  if (values.length === 0) return undefined
  return {
    median: median(values),
    min: Math.min(...values),
    max: Math.max(...values),
    count: values.length,
  }
}

/** Pair by pair, so that what slows the machine down for a while slows both sides of a ratio. */
export function ratios(ours: readonly number[], theirs: readonly number[]): number[] {
  const pairs = Math.min(ours.length, theirs.length)
  return ours.slice(0, pairs).map((value, pair) => value / theirs[pair])
}
