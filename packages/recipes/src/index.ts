/**
 * Feature extraction, fine-tuning, callbacks, evaluation, saving.
 *
 * @module @graft-ml/recipes
 */

export { BackupAndRestore, type BackupAndRestoreOptions } from './callbacks/backup-and-restore'
export { Callback, type TrainingContext } from './callbacks/callback'
export { CsvLogger, type CsvLoggerOptions } from './callbacks/csv-logger'
export { EarlyStopping, type EarlyStoppingOptions } from './callbacks/early-stopping'
export { LambdaCallback, type LambdaHooks } from './callbacks/lambda-callback'
export {
  type LearningRateSchedule,
  LearningRateScheduler,
  type LearningRateSchedulerOptions,
} from './callbacks/learning-rate-scheduler'
export {
  type CheckpointPath,
  ModelCheckpoint,
  type ModelCheckpointOptions,
} from './callbacks/model-checkpoint'
export type { MonitorOptions } from './callbacks/monitor'
export {
  ReduceLearningRateOnPlateau,
  type ReduceLearningRateOptions,
} from './callbacks/reduce-learning-rate-on-plateau'
export { StepScheduler } from './callbacks/step-scheduler'
export { WeightAveraging, type WeightAveragingOptions } from './callbacks/weight-averaging'
export { RecipeError, type RecipeErrorCode } from './errors/recipe-error'
export type { SourcePosition } from './features/batch-cursor'
export type { KeptFeaturesOptions } from './features/kept-features'
export { featureExtraction } from './fit/feature-extraction'
export { fineTune } from './fit/fine-tune'
export { fineTuneGradually, type GradualFineTuneOptions, type UnfreezeStage } from './fit/fine-tune-gradually'
export type { FitOptions, FitResult } from './fit/options'
export type { SeenBatch } from './fit/running-logs'
export type {
  CallbackState,
  FinishedEpoch,
  PlainData,
  Progress,
  RunIdentity,
  TrainingState,
} from './fit/training-state'
export { freeze, type UnfreezeOptions, unfreeze, unfreezeAfter } from './freeze/freeze'
export { type GraftHeadOptions, graftHead } from './head/graft-head'
export { type EvaluateOptions, evaluate } from './inference/evaluate'
export { type PredictOptions, predict } from './inference/predict'
export type { Prediction } from './inference/prediction'
export type { Views } from './inference/views'
export {
  type FindLearningRateOptions,
  findLearningRate,
  type LearningRateRange,
} from './learning-rate-finder/find-learning-rate'
export type { RateTrial } from './learning-rate-finder/rate-trial'
export { type LoadedModel, loadModel } from './model-folder/load-model'
export { type SaveOptions, saveModel } from './model-folder/save-model'
export type { WeightType } from './model-folder/weight-encoding'
export { balancedClassWeights } from './objective/balanced-class-weights'
export type { ObjectiveOptions } from './objective/options'
export type { SaveFrequency } from './options/save-frequency'
export type { PooledAugmentation, PooledProgress, PooledReport } from './pooled/options'
export type { LayerRates } from './rates/layer-rates'
export { type OneCycleOptions, oneCycle } from './schedules/one-cycle'
export type { StepPlace, StepSchedule } from './schedules/step-schedule'
export { type WarmUpOptions, warmUp } from './schedules/warm-up'
