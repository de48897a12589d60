/**
 * What Graft's packages share: types, typed errors, seeded random numbers.
 *
 * @module @graft-ml/core
 */

export { GraftError, type GraftErrorOptions } from './errors/graft-error'
export { type InvalidArgument, InvalidArgumentError, oneOf, show } from './errors/invalid-argument-error'
export type { MersenneTwisterState } from './random/mersenne-twister'
export { PythonRandom } from './random/python-random'
export { type MutableArrayLike, RandomState, type RandomStateSnapshot } from './random/random-state'
export { randomStream, type StreamKey } from './random/random-stream'
export { shuffled } from './random/shuffled'
export { type StatelessUniform, statelessUniform } from './random/stateless-uniform'
export { formatBytes } from './text/format-bytes'
export type { Batch, BatchSource } from './types/batch'
export type { Image, ImageShape } from './types/image'
export type { ImageTransform, PortableTransform } from './types/image-transform'
export type { ModelCard, WeightFile } from './types/model-card'
export type { NdArray } from './types/nd-array'
export { type Preparation, readPreparation } from './types/preparation'
export type { OnProgress, ProgressEvent } from './types/progress-event'
export type { Logs, Phase, StopReason, TrainingEvent } from './types/training-event'
