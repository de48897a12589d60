import type { Logs, Phase, StopReason } from '@graft-ml/core'
import type { WeightSnapshot } from '@graft-ml/engine'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import type { PlainData, Progress, RunIdentity, TrainingState } from '../fit/training-state'

/** What a callback may see and do while a model trains. */
export interface TrainingContext {
  readonly phase: Phase
  readonly epochs: number
  readonly stepsPerEpoch: number
  /** The epoch that runs now, from 0. */
  readonly epoch: number
  /** `completed` as long as nothing has ended the training. */
  readonly reason: StopReason
  /** Where a backup let this run begin; undefined where it began at the beginning. */
  readonly resumedAt: Progress | undefined
  learningRate: number
  /** Copies of the weights that are being trained. */
  snapshot(): Promise<WeightSnapshot>
  /** Writes weights back that `snapshot` copied. */
  restore(snapshot: WeightSnapshot): Promise<void>
  /** The model, holding the weights as they stand now. */
  model(): Promise<LayersModel>
  /** Ends training: after this epoch, or, called in `onStepEnd`, after this step and the validation. */
  stop(): void
  /** Everything that the rest of the run depends on. To be asked for in `onSettled`: then it is whole. */
  state(): Promise<TrainingState>
  /** What makes this run another than others: a state goes on only in a run of the same identity. */
  identity(): Promise<RunIdentity>
}

/**
 * Hooks into training that do nothing until overridden. What a callback keeps begins anew in `onTrainBegin`.
 *
 * A run that goes on from a backup calls `onTrainBegin`, then `restoreState` where there is a state; `onEpochBegin` is
 * not called a second time for an epoch that was interrupted after some of its steps.
 */
export abstract class Callback {
  /** Before the first epoch of a phase. */
  onTrainBegin(_context: TrainingContext): void | Promise<void> {}
  /** Before the first step of an epoch, counted from 0. */
  onEpochBegin(_context: TrainingContext, _epoch: number): void | Promise<void> {}
  /** Before a step, counted from 0 in its epoch. */
  onStepBegin(_context: TrainingContext, _step: number): void | Promise<void> {}
  /** After a step, with the running means of the epoch so far. */
  onStepEnd(_context: TrainingContext, _step: number, _logs: Logs): void | Promise<void> {}
  /** After the last step of an epoch, before its validation; called where there is none too. */
  onValidationBegin(_context: TrainingContext, _epoch: number): void | Promise<void> {}
  /** After an epoch and its validation, with the means of both. */
  onEpochEnd(_context: TrainingContext, _epoch: number, _logs: Logs): void | Promise<void> {}
  /** After the last epoch of a phase, however it ended. */
  onTrainEnd(_context: TrainingContext): void | Promise<void> {}

  /** Values to be logged with those of the epoch, before any `onEpochEnd`. */
  epochLogs(_context: TrainingContext): Logs {
    return {}
  }

  /** What the callback keeps from step to step, for a backup; undefined (default) where that is nothing. */
  state(): PlainData {
    return undefined
  }

  /** Goes on from what `state` gave, after `onTrainBegin`. */
  restoreState(_state: PlainData, _context: TrainingContext): void | Promise<void> {}

  /** The state to begin with, before any `onTrainBegin`; undefined to begin at the beginning. */
  resume?(context: TrainingContext): Promise<TrainingState | undefined>

  /** After all callbacks have seen the end of a step, or of an epoch (`step` is then 0): a backup's moment. */
  onSettled?(context: TrainingContext, next: Progress): void | Promise<void>
}
