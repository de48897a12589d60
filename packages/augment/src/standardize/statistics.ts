import { InvalidArgumentError } from '@graft-ml/core'

/** Principal components for ZCA whitening: white = C^T diag(scale) C x, with x the values of a picture. */
export interface ZcaComponents {
  /** C, [rank, height x width x channels], row-major: one component a row. */
  readonly components: Float32Array
  /** How much each component is stretched: sqrt(N) / (singular value + epsilon), [rank]. */
  readonly scale: Float32Array
}

/** What `fit` finds in pictures. Plain data, cloneable between threads. */
export interface Statistics {
  /** Mean of each channel after rescaling; null where it is not needed. */
  readonly mean: Float32Array | null
  /** Standard deviation of each channel after rescaling; null where it is not needed. */
  readonly std: Float32Array | null
  readonly zca: ZcaComponents | null
}

/** `statistics` when it is null or has the shape that `fit` gives; otherwise an error. */
export function checkStatistics(statistics: Statistics | null): Statistics | null {
  const valid =
    statistics === null ||
    (typeof statistics === 'object' &&
      [statistics.mean, statistics.std].every(isVector) &&
      (statistics.zca === null ||
        (statistics.zca?.components instanceof Float32Array && statistics.zca.scale instanceof Float32Array)))
  if (valid) return statistics
  throw new InvalidArgumentError({
    argument: 'statistics',
    expected: 'null or { mean, std, zca } as the statistics of a fitted generator',
    received: statistics,
  })
}

function isVector(value: unknown): boolean {
  return value === null || value instanceof Float32Array
}
