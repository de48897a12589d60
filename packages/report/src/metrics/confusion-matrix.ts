import { type Numbers, requireClassIndices, requireSameLength } from './labels'

/**
 * How often class i (row) was predicted as class j (column).
 *
 * @param labels True class indices, [N].
 * @param predictions Predicted class indices, [N].
 * @param classes How many classes there are. Default: one more than the largest index that occurs.
 * @returns Counts, [classes][classes].
 * @throws InvalidArgumentError for empty or unequal lists and for indices that are no classes.
 */
export function confusionMatrix(labels: Numbers, predictions: Numbers, classes?: number): number[][] {
  requireSameLength(labels, predictions, 'predictions')
  requireClassIndices(labels, 'labels', classes)
  requireClassIndices(predictions, 'predictions', classes)
  const size = classes ?? 1 + Math.max(largest(labels), largest(predictions))
  const counts = Array.from({ length: size }, () => new Array<number>(size).fill(0))
  for (let i = 0; i < labels.length; i++) counts[labels[i]!]![predictions[i]!]!++
  return counts
}

function largest(values: Numbers): number {
  let result = 0
  for (let i = 0; i < values.length; i++) result = Math.max(result, values[i]!)
  return result
}
