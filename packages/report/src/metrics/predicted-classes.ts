import { type Numbers, requireFlat } from './labels'

/**
 * Class indices from a model's output.
 *
 * @param probabilities [N] of the positive class: 1 where the value is above `threshold`, as Keras's `acc` counts.
 *   [N][classes]: the index of the largest, the first of equals.
 * @param threshold For [N] only. Default 0.5.
 */
export function predictedClasses(probabilities: Numbers | readonly Numbers[], threshold = 0.5): number[] {
  return Array.from(probabilities as ArrayLike<number | Numbers>, (value, index) => {
    if (typeof value === 'number') return value > threshold ? 1 : 0
    requireFlat(value, `probabilities[${index}]`)
    return indexOfLargest(value)
  })
}

function indexOfLargest(values: Numbers): number {
  let largest = 0
  for (let i = 1; i < values.length; i++) if (values[i]! > values[largest]!) largest = i
  return largest
}
