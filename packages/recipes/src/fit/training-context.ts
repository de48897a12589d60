import type { StopReason } from '@graft-ml/core'
import type { TrainingContext } from '../callbacks/callback'
import { identityOf } from './run-identity'
import type { TrainingParts } from './training-parts'
import type { Progress, RunIdentity, TrainingState } from './training-state'

/** The part of a training that its callbacks look at and end. */
export interface RunningTraining {
  readonly reason: StopReason
  readonly next: Progress
  readonly resumedAt: Progress | undefined
  stop(): void
  state(): Promise<TrainingState>
}

export function createContext(parts: TrainingParts, training: RunningTraining): TrainingContext {
  const { model, plan, phase, prepared } = parts
  const { step } = prepared
  // It does not change while a phase runs, and a trunk takes a moment to hash.
  let identity: Promise<RunIdentity> | undefined
  return {
    phase,
    epochs: plan.epochs,
    stepsPerEpoch: plan.stepsPerEpoch,
    get epoch() {
      return training.next.epoch
    },
    get reason() {
      return training.reason
    },
    get resumedAt() {
      return training.resumedAt
    },
    get learningRate() {
      return step.learningRate
    },
    set learningRate(value: number) {
      step.learningRate = value
    },
    snapshot: () => step.snapshot(),
    restore: (snapshot) => step.restore(snapshot),
    model: async () => {
      await step.sync()
      return model
    },
    stop: () => training.stop(),
    state: () => training.state(),
    identity: () => {
      identity ??= identityOf(parts)
      return identity
    },
  }
}
