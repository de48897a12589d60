import type { Numbers } from './labels'
import { rank } from './ranking'

/** Precision against recall: three lists of the same length, from the highest threshold to the lowest. */
export interface PrecisionRecallCurve {
  readonly precision: readonly number[]
  readonly recall: readonly number[]
  /** Called positive from this score on; the first is Infinity, where precision is 1 and recall 0 by convention. */
  readonly thresholds: readonly number[]
}

/**
 * Precision and recall at every score that occurs.
 *
 * @param labels 0 or 1, [N]; both must occur.
 * @param scores Higher means more likely 1, [N].
 * @throws InvalidArgumentError for empty or unequal lists, other labels, or labels of one class.
 */
export function precisionRecallCurve(labels: Numbers, scores: Numbers): PrecisionRecallCurve {
  const { cuts, positives } = rank(labels, scores)
  return {
    precision: [1, ...cuts.map((cut) => cut.truePositives / (cut.truePositives + cut.falsePositives))],
    recall: [0, ...cuts.map((cut) => cut.truePositives / positives)],
    thresholds: [Number.POSITIVE_INFINITY, ...cuts.map((cut) => cut.threshold)],
  }
}

/**
 * The precision at each threshold, weighted by the gain in recall: the area under the
 * precision-recall curve without interpolation, which would be too kind.
 *
 * @param labels 0 or 1, [N]; both must occur.
 * @param scores Higher means more likely 1, [N].
 * @throws InvalidArgumentError for empty or unequal lists, other labels, or labels of one class.
 */
export function averagePrecision(labels: Numbers, scores: Numbers): number {
  const { precision, recall } = precisionRecallCurve(labels, scores)
  return precision.reduce((area, value, i) => area + value * (recall[i]! - (recall[i - 1] ?? 0)), 0)
}
