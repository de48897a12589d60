import type { BatchSource, StopReason, TrainingEvent } from '@graft-ml/core'
import type { Engine } from '@graft-ml/engine'
import { EarlyStopping, type FitOptions, featureExtraction, fineTune, unfreezeAfter } from '@graft-ml/recipes'
import type { TrainConfig } from '../config/train-knobs'
import type { BuiltModel } from '../model/build-model'
import { type CallbackOptions, callbacksOf } from './callbacks-of'
import { optimizerOf } from './optimizer-of'

export interface TrainPhasesOptions extends CallbackOptions {
  readonly config: TrainConfig
  readonly built: BuiltModel
  readonly photos: { readonly train: BatchSource; readonly validation: BatchSource }
  readonly classes: readonly string[]
  readonly engine: Engine
  readonly onEvent: (event: TrainingEvent) => void
  readonly signal: AbortSignal
}

/** Feature extraction, then fine-tuning; the second only where the first was not interrupted. */
export async function trainPhases(options: TrainPhasesOptions): Promise<StopReason> {
  const { config, built } = options
  const extraction = commonOptions(options)
  const extracted = await featureExtraction(built.model, {
    ...extraction,
    epochs: config.epochs,
    optimizer: optimizerOf(config.optimizer, config.learningRate),
  })
  if (extracted.reason === 'aborted' || extracted.reason === 'not-a-number') return extracted.reason
  if (config.fineTuneEpochs === 0 || options.stop.isRequested) return extracted.reason
  const { keepNormalization } = config
  unfreezeAfter(built.trunk, config.unfreezeAfter, { keepNormalization })
  const tuned = await fineTune(built.model, {
    ...commonOptions(options, bestOf(extraction)),
    epochs: config.fineTuneEpochs,
    optimizer: optimizerOf(config.fineTuneOptimizer, config.fineTuneLearningRate),
  })
  return tuned.reason
}

/** What the head alone has reached: fine-tuning is not to end with less. Known where its best epoch was kept. */
function bestOf({ callbacks = [] }: FitOptions): number | undefined {
  return callbacks.find((callback) => callback instanceof EarlyStopping)?.best
}

function commonOptions(options: TrainPhasesOptions, initialValue?: number): FitOptions {
  const { config, photos, engine, onEvent, signal } = options
  const { steps, validationSteps, pooled, seed } = config
  return {
    ...{ engine, onEvent, signal, validationSteps },
    ...photos,
    stepsPerEpoch: steps,
    loss: lossOf(options.classes),
    metrics: ['acc'],
    callbacks: callbacksOf(options, initialValue),
    pooled: pooled > 0 ? { variants: pooled, seed } : undefined,
  }
}

function lossOf(classes: readonly string[]): 'binaryCrossentropy' | 'categoricalCrossentropy' {
  return classes.length === 2 ? 'binaryCrossentropy' : 'categoricalCrossentropy'
}
