import { type ClassificationReport, classificationReport } from '@graft-ml/report'
import type { PhotoPrediction } from './predict-photos'

/** What a model gets right of photos whose classes are known. */
export function scoresOf(
  predictions: readonly PhotoPrediction[],
  classes: readonly string[],
): ClassificationReport {
  const labels = predictions.map(({ label }) => label!)
  return classificationReport(
    labels,
    predictions.map(({ prediction }) => prediction),
    classes,
  )
}
