import { type ClassificationReport, classificationReport, logLoss } from '@graft-ml/report'
import type { PhotoPrediction } from './predict-photos'

/** How well a model does on photos whose classes are known. */
export interface Scores extends ClassificationReport {
  /** Mean cross-entropy, in nats. */
  readonly loss: number
}

export function scoresOf(predictions: readonly PhotoPrediction[], classes: readonly string[]): Scores {
  const labels = predictions.map(({ label }) => label!)
  const taken = predictions.map(({ prediction }) => prediction)
  const probabilities = predictions.map(({ probabilities }) => probabilities)
  return { loss: logLoss(labels, probabilities), ...classificationReport(labels, taken, classes) }
}
