import { join } from 'node:path'
import type { Phase } from '@graft-ml/core'
import {
  BackupAndRestore,
  type Callback,
  EarlyStopping,
  LambdaCallback,
  oneCycle,
  ReduceLearningRateOnPlateau,
  type StepSchedule,
  StepScheduler,
  WeightAveraging,
  warmUp,
} from '@graft-ml/recipes'
import type { TrainConfig } from '../config/train-knobs'
import type { RunPaths } from '../run/run-paths'
import type { StopRequest } from '../watch/watch'

export interface CallbackOptions {
  readonly config: TrainConfig
  readonly paths: RunPaths
  readonly stop: StopRequest
  /** Told what a callback does. */
  readonly say: (line: string) => void
  /** Writes what there is after an epoch, counted from 0 in its phase. */
  readonly afterEpoch: (phase: Phase, epoch: number) => Promise<void>
}

/** Where in a run a training is. */
export interface PhasePlace {
  /** The val_loss that the weights have at its beginning, where it is known. */
  readonly initialValue?: number
  /** The stage of a fine-tuning that has several, from 0. */
  readonly stage?: number
  /** Epochs of the phase that stages before this one have had. Default 0. */
  readonly epochsBefore?: number
}

const SCHEDULES: Readonly<Record<Exclude<TrainConfig['schedule'], 'constant'>, () => StepSchedule>> = {
  'warm-up': () => warmUp(),
  cosine: () => warmUp({ decay: 'cosine' }),
  'one-cycle': () => oneCycle(),
}

/** The callbacks of one phase, or of one stage of it. */
export function callbacksOf(
  { config, paths, stop, say, afterEpoch }: CallbackOptions,
  { initialValue, stage, epochsBefore = 0 }: PhasePlace = {},
): Callback[] {
  const { patience, plateau, schedule, averageWeights } = config
  const folder = stage === undefined ? paths.checkpoints : join(paths.checkpoints, `stage-${stage + 1}`)
  return [
    ...(schedule === 'constant' ? [] : [new StepScheduler(SCHEDULES[schedule]())]),
    ...(averageWeights > 0 ? [new WeightAveraging({ decay: averageWeights })] : []),
    ...(plateau > 0 ? [new ReduceLearningRateOnPlateau({ patience: plateau, onMessage: say })] : []),
    ...(patience > 0
      ? [new EarlyStopping({ patience, initialValue, restoreBestWeights: true, onMessage: say })]
      : []),
    new LambdaCallback({
      onStepEnd: (context) => {
        if (stop.isRequested) context.stop()
      },
    }),
    // Before the backup: a kill between the two repeats an epoch, and its numbers are written over.
    new LambdaCallback({ onEpochEnd: ({ phase }, epoch) => afterEpoch(phase, epochsBefore + epoch) }),
    // A phase that has ended is passed over when the run is resumed, so its backup stays until the end.
    new BackupAndRestore({ folder, deleteCheckpoint: false }),
  ]
}
