import type { NdArray } from '@graft-ml/core'
import { checkSameShape } from '../losses/check-label-shape'
import type { Metric } from './metric'

/** Of the predictions above 0.5 the share whose label is not 0; 0 when there are none. */
export function precision(name: string): Metric {
  return countingMetric(name, ({ truePositives, falsePositives }) => ratio(truePositives, falsePositives))
}

/** Of the labels that are not 0 the share predicted above 0.5; 0 when there are none. */
export function recall(name: string): Metric {
  return countingMetric(name, ({ truePositives, falseNegatives }) => ratio(truePositives, falseNegatives))
}

interface Counts {
  truePositives: number
  falsePositives: number
  falseNegatives: number
}

function countingMetric(name: string, result: (counts: Counts) => number): Metric {
  const none: Counts = { truePositives: 0, falsePositives: 0, falseNegatives: 0 }
  let counts = { ...none }
  return {
    update: (labels, predictions) => {
      checkSameShape(name, labels.shape, predictions.shape)
      count(counts, labels, predictions)
    },
    result: () => result(counts),
    reset: () => {
      counts = { ...none }
    },
  }
}

function count(counts: Counts, labels: NdArray, predictions: NdArray): void {
  for (let i = 0; i < labels.data.length; i++) {
    const positive = predictions.data[i]! > 0.5
    const real = labels.data[i] !== 0
    if (positive && real) counts.truePositives += 1
    else if (positive) counts.falsePositives += 1
    else if (real) counts.falseNegatives += 1
  }
}

function ratio(part: number, rest: number): number {
  return part + rest === 0 ? 0 : part / (part + rest)
}
