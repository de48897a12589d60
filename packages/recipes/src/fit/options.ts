import type { BatchSource, StopReason, TrainingEvent } from '@graft-ml/core'
import type { Engine } from '@graft-ml/engine'
import type { LossName, MetricName, OptimizerConfig } from '@graft-ml/keras'
import type { Callback } from '../callbacks/callback'
import type { KeptFeaturesOptions } from '../features/kept-features'
import type { ObjectiveOptions } from '../objective/options'
import type { PooledAugmentation, PooledReport } from '../pooled/options'
import type { LayerRates } from '../rates/layer-rates'
import type { Progress } from './training-state'

/** What a phase of training takes. */
export interface FitOptions extends ObjectiveOptions {
  /** Where the arithmetic runs: `await createEngine()` of @graft-ml/engine. */
  readonly engine: Engine
  /** Batches with labels; read on without end, from the start again where a finite source ends. */
  readonly train: BatchSource
  /** Batches to validate on after each epoch; none by default. */
  readonly validation?: BatchSource
  /** Whole epochs. Default: 2 for feature extraction, 50 for fine-tuning, as in the exercise. */
  readonly epochs?: number
  /** Default: one pass, `train.batchesPerEpoch`. */
  readonly stepsPerEpoch?: number
  /** Default: one pass, `validation.batchesPerEpoch`. */
  readonly validationSteps?: number
  /** Default: `rmsprop({ learningRate: 1e-4 })` for feature extraction, `sgd({ learningRate: 1e-5, momentum: 0.9 })` for fine-tuning. */
  readonly optimizer?: OptimizerConfig
  /** By what the learning rate of layers is multiplied: the deeper ones of a trunk learn more slowly. Default: 1. */
  readonly layerRates?: LayerRates
  /** Default 'binaryCrossentropy'. */
  readonly loss?: LossName
  /** Default ['acc']; the names become the keys of the logs. */
  readonly metrics?: readonly MetricName[]
  readonly callbacks?: readonly Callback[]
  /**
   * The features of validation pictures are computed once a phase, where the source says that they never change
   * (`repeats`) and a validation is one pass. `{ keep: false }` computes them for each epoch.
   */
  readonly validationFeatures?: KeptFeaturesOptions
  /**
   * Pooled augmentation: a few augmented variants of each photo go through the trunk once and serve all epochs. Much
   * faster, and another experiment than new variants for each epoch; off by default.
   */
  readonly pooled?: PooledAugmentation
  /** Told of every step and epoch while it happens. */
  readonly onEvent?: (event: TrainingEvent) => void
  /** Ends training after the step that is running; what was learnt so far is kept. */
  readonly signal?: AbortSignal
}

/** What a phase gave. */
export interface FitResult {
  /** One value an epoch that was finished: `loss`, `acc`, `val_loss`, `val_acc`. */
  readonly history: Readonly<Record<string, readonly number[]>>
  /** Wall time of each epoch with its validation. */
  readonly seconds: readonly number[]
  /** `not-a-number`: the loss was not finite; the weights are the last good ones. */
  readonly reason: StopReason
  /** The step that came next in the backup that this run went on from; undefined where it began at the beginning. */
  readonly resumedAt: Progress | undefined
  /** What was pooled; undefined without `pooled`. */
  readonly pooled?: PooledReport
}
