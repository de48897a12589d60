import { GraftError } from '@graft-ml/core'

/**
 * - `LAYER_COUNT_MISMATCH`: the file and the model have different numbers of layers with weights.
 * - `WEIGHT_COUNT_MISMATCH`: a layer has another number of arrays than its layer in the file, or the file has
 *   arrays outside of layers, which a LayersModel does not.
 * - `WEIGHT_SHAPE_MISMATCH`: an array has another shape than its array in the file.
 * - `NO_LAYER_MATCHED`: loading by name, not one layer of the model is in the file.
 */
export type WeightsMismatchCode =
  | 'LAYER_COUNT_MISMATCH'
  | 'WEIGHT_COUNT_MISMATCH'
  | 'WEIGHT_SHAPE_MISMATCH'
  | 'NO_LAYER_MATCHED'

/** Where a file and a model disagree. */
export interface WeightsMismatch {
  /** Position among the layers that have weights, from 0. */
  layerIndex?: number
  /** The layer in the model. */
  layer?: string
  /** The layer in the file. */
  savedLayer?: string
  /** The array in the model. */
  weight?: string
  /** What the model has: a number of layers or arrays, or a shape. */
  expected: number | readonly number[]
  /** What the file has: a number of layers or arrays, or a shape. */
  received: number | readonly number[]
}

/** What a {@link WeightsMismatchError} is made of. */
export interface WeightsMismatchErrorOptions extends WeightsMismatch {
  code: WeightsMismatchCode
  message: string
  hint?: string
}

/** The weights are another network's. The model keeps the weights that it had, all of them. */
export class WeightsMismatchError extends GraftError<WeightsMismatchCode> implements WeightsMismatch {
  override readonly name = 'WeightsMismatchError'
  readonly layerIndex: number | undefined
  readonly layer: string | undefined
  readonly savedLayer: string | undefined
  readonly weight: string | undefined
  readonly expected: number | readonly number[]
  readonly received: number | readonly number[]

  constructor(options: WeightsMismatchErrorOptions) {
    super(options)
    this.layerIndex = options.layerIndex
    this.layer = options.layer
    this.savedLayer = options.savedLayer
    this.weight = options.weight
    this.expected = options.expected
    this.received = options.received
  }
}
