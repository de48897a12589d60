import type { Logs, Phase } from '@graft-ml/core'
import type { WeightSnapshot } from '@graft-ml/engine'
import type { LayersModel } from '@tensorflow/tfjs-layers'

/** What a callback may see and do while a model trains. */
export interface TrainingContext {
  readonly phase: Phase
  readonly epochs: number
  learningRate: number
  /** Copies of the weights that are being trained. */
  snapshot(): Promise<WeightSnapshot>
  restore(snapshot: WeightSnapshot): Promise<void>
  /** The model, holding the weights as they stand now. */
  model(): Promise<LayersModel>
  /** Ends training after this epoch. */
  stop(): void
}

/** Hooks into training that do nothing until overridden. State that they keep begins anew in `onTrainBegin`. */
export abstract class Callback {
  onTrainBegin(_context: TrainingContext): void | Promise<void> {}
  onEpochBegin(_context: TrainingContext, _epoch: number): void | Promise<void> {}
  onStepEnd(_context: TrainingContext, _step: number, _logs: Logs): void | Promise<void> {}
  onEpochEnd(_context: TrainingContext, _epoch: number, _logs: Logs): void | Promise<void> {}
  onTrainEnd(_context: TrainingContext): void | Promise<void> {}
}
