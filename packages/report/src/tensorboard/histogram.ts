/** How numbers are spread. */
export interface Histogram {
  readonly least: number
  readonly most: number
  readonly count: number
  readonly sum: number
  readonly sumOfSquares: number
  /** The upper end of each field, ascending. */
  readonly limits: readonly number[]
  /** How many numbers are in each. */
  readonly counts: readonly number[]
}

const FIELDS = 30

/** Thirty fields of the same width from the least number to the largest; numbers that are not finite do not count. */
export function histogramOf(values: ArrayLike<number>): Histogram {
  let [least, most, count, sum, sumOfSquares] = [Infinity, -Infinity, 0, 0, 0]
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!
    if (!Number.isFinite(value)) continue
    least = Math.min(least, value)
    most = Math.max(most, value)
    count++
    sum += value
    sumOfSquares += value * value
  }
  if (count === 0) return { least: 0, most: 0, count, sum, sumOfSquares, limits: [0], counts: [0] }
  const width = (most - least) / FIELDS || 1
  const counts = new Array<number>(FIELDS).fill(0)
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!
    if (Number.isFinite(value)) counts[Math.min(FIELDS - 1, Math.floor((value - least) / width))]!++
  }
  const limits = counts.map((_, field) =>
    field === FIELDS - 1 ? Math.max(most, least + FIELDS * width) : least + (field + 1) * width,
  )
  return { least, most, count, sum, sumOfSquares, limits, counts }
}
