/**
 * The part of 0..1 that an accuracy plot shows: up to 1 always, down to a tenth below the lowest value,
 * and never less than a fifth of the scale, so that noise does not look like progress.
 */
export function accuracyDomain(values: readonly number[]): [low: number, high: number] {
  const lowest = Math.min(1, ...finite(values))
  const tenth = Math.floor((lowest - 0.02) * 10) / 10
  return [Math.max(0, Math.min(0.8, tenth)), 1]
}

/** From 0 to a round number a little above the highest loss. */
export function lossDomain(values: readonly number[]): [low: number, high: number] {
  const highest = Math.max(0, ...finite(values))
  if (highest === 0) return [0, 1]
  const power = 10 ** Math.floor(Math.log10(highest))
  const round =
    [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= highest * 1.04) ?? 12
  return [0, round * power]
}

/** Powers of ten around all learning rates. */
export function rateDomain(values: readonly number[]): [low: number, high: number] {
  const rates = finite(values).filter((value) => value > 0)
  if (rates.length === 0) return [1e-5, 1e-3]
  const power = (value: number, round: (exponent: number) => number) => 10 ** round(Math.log10(value))
  const [low, high] = [
    power(Math.min(...rates) / 1.5, Math.floor),
    power(Math.max(...rates) * 1.5, Math.ceil),
  ]
  return [low, high]
}

function finite(values: readonly number[]): number[] {
  return values.filter((value) => Number.isFinite(value))
}
