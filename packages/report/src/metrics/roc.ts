import type { Numbers } from './labels'
import { rank } from './ranking'

/** A receiver operating characteristic: three lists of the same length, from (0, 0) to (1, 1). */
export interface RocCurve {
  readonly falsePositiveRate: readonly number[]
  readonly truePositiveRate: readonly number[]
  /** Called positive from this score on; the first is Infinity, where nothing is. */
  readonly thresholds: readonly number[]
}

/**
 * The receiver operating characteristic, with a point for every score that occurs.
 *
 * @param labels 0 or 1, [N]; both must occur.
 * @param scores Higher means more likely 1, [N].
 * @throws InvalidArgumentError for empty or unequal lists, other labels, or labels of one class.
 */
export function rocCurve(labels: Numbers, scores: Numbers): RocCurve {
  const { cuts, positives, negatives } = rank(labels, scores)
  return {
    falsePositiveRate: [0, ...cuts.map((cut) => cut.falsePositives / negatives)],
    truePositiveRate: [0, ...cuts.map((cut) => cut.truePositives / positives)],
    thresholds: [Number.POSITIVE_INFINITY, ...cuts.map((cut) => cut.threshold)],
  }
}

/**
 * The area under the ROC curve, exact: the probability that a random positive scores above a random
 * negative, a tie counting one half (the Mann-Whitney statistic).
 *
 * @param labels 0 or 1, [N]; both must occur.
 * @param scores Higher means more likely 1, [N].
 * @throws InvalidArgumentError for empty or unequal lists, other labels, or labels of one class.
 */
export function rocAuc(labels: Numbers, scores: Numbers): number {
  const { cuts, positives, negatives } = rank(labels, scores)
  // Twice the area in whole numbers, divided once: no rounding until the end.
  let doubled = 0
  let previous = { truePositives: 0, falsePositives: 0 }
  for (const cut of cuts) {
    doubled += (cut.falsePositives - previous.falsePositives) * (cut.truePositives + previous.truePositives)
    previous = cut
  }
  return doubled / 2 / (positives * negatives)
}
