/**
 * Inception V3 with pretrained weights.
 *
 * @module @graft-ml/zoo
 */

export type { ClassIndex } from './inception-v3/class-index'
export {
  type DecodePredictionsOptions,
  decodePredictions,
  type Prediction,
} from './inception-v3/decode-predictions'
export { inceptionV3 } from './inception-v3/inception-v3'
export type { InputShape } from './inception-v3/input-shape'
export { modelCard } from './inception-v3/model-card'
export type { InceptionV3Options } from './inception-v3/options'
export { preprocessInput } from './inception-v3/preprocess-input'
export type { FetchOptions } from './weights/fetch-options'
