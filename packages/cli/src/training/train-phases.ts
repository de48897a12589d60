import type { StopReason } from '@graft-ml/core'
import {
  type Callback,
  EarlyStopping,
  type FitResult,
  featureExtraction,
  fineTune,
  fineTuneGradually,
  unfreezeAfter,
} from '@graft-ml/recipes'
import type { BuiltModel } from '../model/build-model'
import { type CallbackOptions, callbacksOf } from './callbacks-of'
import { extractionOptions, fineTuneOptions, type PhaseParts } from './phase-options'
import { unfreezeStages } from './unfreeze-stages'

export interface TrainPhasesOptions extends PhaseParts, CallbackOptions {
  readonly built: BuiltModel
}

/** Feature extraction, then fine-tuning; the second only where the first was not interrupted. */
export async function trainPhases(options: TrainPhasesOptions): Promise<StopReason> {
  const { config, built } = options
  const callbacks = callbacksOf(options)
  const extracted = await featureExtraction(built.model, {
    ...extractionOptions(options),
    callbacks,
    epochs: config.epochs,
  })
  if (extracted.reason === 'aborted' || extracted.reason === 'not-a-number') return extracted.reason
  if (config.fineTuneEpochs === 0 || options.stop.isRequested) return extracted.reason
  const tuned = await (config.gradual ? tuneGradually : tune)(options, bestOf(callbacks))
  return tuned.reason
}

/** @param initialValue what the head alone has reached: fine-tuning is not to end with less */
function tune(options: TrainPhasesOptions, initialValue: number | undefined): Promise<FitResult> {
  const { config, built } = options
  const { keepNormalization } = config
  unfreezeAfter(built.trunk, config.unfreezeAfter, { keepNormalization })
  return fineTune(built.model, {
    ...fineTuneOptions(options),
    callbacks: callbacksOf(options, { initialValue }),
    epochs: config.fineTuneEpochs,
  })
}

/** The same in stages, each of which is not to end with less than the one before. */
function tuneGradually(options: TrainPhasesOptions, initialValue: number | undefined): Promise<FitResult> {
  const { config, built, stop } = options
  const { keepNormalization } = config
  let last: Callback[] = []
  return fineTuneGradually(built.model, {
    ...{ ...fineTuneOptions(options), keepNormalization, base: built.trunk },
    stages: unfreezeStages(config),
    callbacks: (stage, epochsBefore) => {
      last = callbacksOf(options, { stage, epochsBefore, initialValue: bestOf(last) ?? initialValue })
      return last
    },
    goOn: () => !stop.isRequested,
  })
}

/** The val_loss that was reached, known where the best epoch was kept. */
function bestOf(callbacks: readonly Callback[]): number | undefined {
  return callbacks.find((callback) => callback instanceof EarlyStopping)?.best
}
