import { type Numbers, requireFlat, requireSameLength } from './labels'

/**
 * The share of predictions that are right, 0..1.
 *
 * @param labels True class indices, [N].
 * @param predictions Predicted class indices, [N].
 * @throws InvalidArgumentError for empty or unequal lists.
 */
export function accuracy(labels: Numbers, predictions: Numbers): number {
  requireSameLength(labels, predictions, 'predictions')
  requireFlat(predictions, 'predictions')
  let right = 0
  for (let i = 0; i < labels.length; i++) if (labels[i] === predictions[i]) right++
  return right / labels.length
}
