import { InvalidArgumentError, type NdArray } from '@graft-ml/core'
import { Tensor } from '@tensorflow/tfjs-core'
import { type ClassIndex, type ClassIndexOptions, loadClassIndex } from './class-index'
import { modelCard } from './model-card'

/** One class that a picture may show. */
export interface Prediction {
  /** Position in the model's output, from 0. */
  readonly index: number
  /** WordNet id: 'n02123045'. */
  readonly id: string
  /** 'tabby' */
  readonly name: string
  /** The model's output for this class: a probability with softmax. */
  readonly score: number
}

/** How many classes are named, and where their names come from. */
export interface DecodePredictionsOptions extends ClassIndexOptions {
  /** How many classes, best first. Default 5. */
  top?: number
}

/**
 * The best ImageNet classes of each picture.
 *
 * @param predictions output of a model with the ImageNet top, [N, 1000]
 * @returns for each of the N pictures its `top` classes, best first
 * @throws InvalidArgumentError when the predictions have another shape
 * @throws FetchError when the class names are not in the cache and cannot be downloaded
 */
export async function decodePredictions(
  predictions: Tensor | NdArray,
  { top = 5, ...options }: DecodePredictionsOptions = {},
): Promise<Prediction[][]> {
  const { classes } = modelCard
  const [rows = 0, columns] = predictions.shape
  if (predictions.shape.length !== 2 || columns !== classes) {
    throw new InvalidArgumentError({
      argument: 'predictions',
      expected: `of shape [N, ${classes}], as a model with the ImageNet top gives them`,
      received: predictions.shape,
    })
  }
  if (!Number.isSafeInteger(top) || top < 1) {
    throw new InvalidArgumentError({ argument: 'top', expected: 'a whole number from 1', received: top })
  }
  const names = await loadClassIndex(options)
  const scores = predictions instanceof Tensor ? await predictions.data<'float32'>() : predictions.data
  return Array.from({ length: rows }, (_, row) =>
    best(scores.subarray(row * classes, (row + 1) * classes), top, names),
  )
}

function best(scores: Float32Array, top: number, names: ClassIndex): Prediction[] {
  const order = [...scores.keys()].sort((left, right) => scores[right]! - scores[left]!)
  return order.slice(0, top).map((index) => {
    const [id, name] = names[index]!
    return { index, id, name, score: scores[index]! }
  })
}
