import type { Phase } from '@graft-ml/core'
import {
  BackupAndRestore,
  type Callback,
  EarlyStopping,
  LambdaCallback,
  ReduceLearningRateOnPlateau,
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

/**
 * The callbacks of one phase.
 *
 * @param initialValue the val_loss that the weights have at its beginning, where it is known
 */
export function callbacksOf(
  { config, paths, stop, say, afterEpoch }: CallbackOptions,
  initialValue?: number,
): Callback[] {
  const { patience, plateau } = config
  return [
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
    new LambdaCallback({ onEpochEnd: ({ phase }, epoch) => afterEpoch(phase, epoch) }),
    // A phase that has ended is passed over when the run is resumed, so its backup stays until the end.
    new BackupAndRestore({ folder: paths.checkpoints, deleteCheckpoint: false }),
  ]
}
