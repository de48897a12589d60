/**
 * Random changes of pictures as Keras's ImageDataGenerator makes them.
 *
 * @module @graft-ml/augment
 */

export { adjustBrightness } from './color/adjust-brightness'
export { shiftChannels } from './color/shift-channels'
export { type FlowOptions, flow } from './flow/flow'
export type { Labels } from './flow/subset'
export { type AffineTransformOptions, affineTransform } from './geometry/affine-transform'
export { flipHorizontal, flipVertical } from './geometry/flip'
export type { FillMode } from './geometry/map-coordinate'
export { type AffineMatrix, type Axes, transformMatrix } from './geometry/transform-matrix'
export { type ImageDataGenerator, imageDataGenerator } from './image-data-generator'
export { cutmix } from './mix/cutmix'
export type { MixOptions } from './mix/mixed-source'
export { mixup } from './mix/mixup'
export type { ImageDataGeneratorOptions, Pair, ResolvedOptions, ShiftRange } from './options/options'
export { resolveOptions } from './options/resolve-options'
export { type ApplyOptions, applyParameters } from './parameters/apply-parameters'
export type { AugmentParameters } from './parameters/augment-parameters'
export { sampleParameters } from './parameters/sample-parameters'
export { type FitOptions, fitStatistics } from './standardize/fit-statistics'
export { NotFittedError } from './standardize/not-fitted-error'
export { standardize } from './standardize/standardize'
export type { Statistics, ZcaComponents } from './standardize/statistics'
