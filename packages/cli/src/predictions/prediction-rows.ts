import type { PredictionRow } from '@graft-ml/report'
import type { PhotoPrediction } from './predict-photos'

/** Predictions with the names of the classes, as `predictionsCsv` takes them. */
export function predictionRows(
  predictions: readonly PhotoPrediction[],
  classes: readonly string[],
): PredictionRow[] {
  return predictions.map(({ path, label, prediction, probabilities }) => ({
    path,
    label: label === undefined ? undefined : classes[label],
    prediction: classes[prediction]!,
    probability: Object.fromEntries(classes.map((name, index) => [name, probabilities[index]!])),
  }))
}
