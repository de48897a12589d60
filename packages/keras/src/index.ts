/**
 * What tfjs-layers needs to train as Keras does.
 *
 * @module @graft-ml/keras
 */

export { featureLayer, type GradCamOptions, gradCam, gradCamOfFeatures } from './explain/grad-cam'
export {
  type LoadedWeights,
  type LoadWeightsOptions,
  type LoadWeightsProgress,
  loadWeights,
} from './hdf5/load-weights'
export type { SkippedWeights } from './hdf5/mismatch'
export type { WeightsSource } from './hdf5/open-hdf5'
export { readWeights, type SavedLayer, type SavedWeight, type WeightsFile } from './hdf5/read-weights'
export { saveKerasModel } from './hdf5/save-keras-model'
export { saveWeights, weightsToBytes } from './hdf5/save-weights'
export { WeightsFileError, type WeightsFileErrorCode } from './hdf5/weights-file-error'
export {
  type WeightsMismatch,
  type WeightsMismatchCode,
  WeightsMismatchError,
  type WeightsMismatchErrorOptions,
} from './hdf5/weights-mismatch-error'
export { BatchNormalization, batchNormalization } from './layers/batch-normalization'
export type { BatchNormalizationConfig } from './layers/batch-normalization-parts'
export { customObjects } from './layers/custom-objects'
export { type DenseConfig, dense } from './layers/dense'
export { drawSeed } from './layers/draw-seed'
export { Dropout, type DropoutConfig, dropout } from './layers/dropout'
export { glorotUniform } from './layers/glorot-uniform'
export { checkSameShape, checkSparseShape } from './losses/check-label-shape'
export { getLoss, type LossName, lossNames } from './losses/get-loss'
export { type LabelShapeDetails, LabelShapeError } from './losses/label-shape-error'
export type { Loss, LossFunction } from './losses/loss'
export { createMetrics, type MetricName, type Metrics, metricNames } from './metrics/create-metrics'
export { WeightedMean } from './metrics/weighted-mean'
export { type AdamConfig, type AdamOptions, type AdamSlot, adam } from './optimizers/adam'
export { adamRule, correctedRate } from './optimizers/adam-rule'
export type { CommonOptions } from './optimizers/common-options'
export { type CreateOptimizerOptions, createOptimizer, type UpdateRules } from './optimizers/create-optimizer'
export type { Optimizer, VariableGradient } from './optimizers/optimizer'
export type { OptimizerConfig, OptimizerKind } from './optimizers/optimizer-config'
export type { OptimizerState } from './optimizers/optimizer-state'
export { OptimizerStateError } from './optimizers/optimizer-state-error'
export { type RmspropConfig, type RmspropOptions, type RmspropSlot, rmsprop } from './optimizers/rmsprop'
export { rmspropRule } from './optimizers/rmsprop-rule'
export { type SgdConfig, type SgdOptions, type SgdSlot, sgd } from './optimizers/sgd'
export { sgdRule } from './optimizers/sgd-rule'
export type { Slots, Update, UpdateRule } from './optimizers/update-rule'
