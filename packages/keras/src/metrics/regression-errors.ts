import type { NdArray } from '@graft-ml/core'
import { checkSameShape } from '../losses/check-label-shape'
import { meanMetric } from './mean-metric'
import type { Metric } from './metric'

/** Mean of (label - prediction)^2. */
export function meanSquaredErrorMetric(name: string): Metric {
  return errorMetric(name, (difference) => difference * difference)
}

/** Mean of |label - prediction|. */
export function meanAbsoluteErrorMetric(name: string): Metric {
  return errorMetric(name, Math.abs)
}

function errorMetric(name: string, error: (difference: number) => number): Metric {
  return meanMetric((labels: NdArray, predictions: NdArray) => {
    checkSameShape(name, labels.shape, predictions.shape)
    let sum = 0
    for (let i = 0; i < labels.data.length; i++) sum += error(labels.data[i]! - predictions.data[i]!)
    return sum / labels.data.length
  })
}
