import type { NdArray } from '@graft-ml/core'
import type { Metric } from './metric'
import { WeightedMean } from './weighted-mean'

/** A metric that is the mean of something over all rows; `score` is its mean over the rows of one batch. */
export function meanMetric(score: (labels: NdArray, predictions: NdArray) => number): Metric {
  const mean = new WeightedMean()
  return {
    update: (labels, predictions) => {
      const rows = predictions.shape[0] ?? 0
      if (rows > 0) mean.add(score(labels, predictions), rows)
    },
    result: () => mean.result(),
    reset: () => mean.reset(),
  }
}
