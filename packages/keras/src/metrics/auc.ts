import type { NdArray } from '@graft-ml/core'
import { checkSameShape } from '../losses/check-label-shape'
import type { Metric } from './metric'

/** Keras's default number of thresholds: one below 0, 198 between 0 and 1, one above 1. */
const THRESHOLDS = 200

/**
 * Area under the ROC curve as Keras estimates it: trapezoids between 200 evenly spaced thresholds.
 *
 * Predictions are probabilities; a prediction is positive above a threshold. 0 without labels of both kinds.
 */
export function auc(name: string): Metric {
  // Labels that are not 0, and those that are, by the highest threshold that their prediction is above.
  const positives = new Float64Array(THRESHOLDS)
  const negatives = new Float64Array(THRESHOLDS)
  return {
    update: (labels: NdArray, predictions: NdArray) => {
      checkSameShape(name, labels.shape, predictions.shape)
      labels.data.forEach((label, i) => {
        const bucket = bucketOf(predictions.data[i]!)
        if (label !== 0) positives[bucket]! += 1
        else negatives[bucket]! += 1
      })
    },
    result: () => area(negatives, positives),
    reset: () => {
      positives.fill(0)
      negatives.fill(0)
    },
  }
}

/** In single precision, as Keras, so that a prediction next to a threshold falls on the same side. */
function bucketOf(prediction: number): number {
  const clipped = Math.min(Math.max(prediction, 0), 1)
  return Math.max(0, Math.ceil(Math.fround(clipped * (THRESHOLDS - 1))) - 1)
}

function area(negatives: Float64Array, positives: Float64Array): number {
  const total = (counts: Float64Array) => counts.reduce((sum, count) => sum + count, 0)
  const [allNegatives, allPositives] = [total(negatives), total(positives)]
  if (allNegatives === 0 || allPositives === 0) return 0
  let [sum, above] = [0, 0]
  // From the highest threshold down: each adds a slice as wide as its negatives, as high as the positives above it.
  for (let bucket = THRESHOLDS - 1; bucket >= 0; bucket--) {
    sum += (negatives[bucket]! / allNegatives) * ((above + positives[bucket]! / 2) / allPositives)
    above += positives[bucket]!
  }
  return sum
}
