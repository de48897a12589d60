/** Which part of transfer learning a run is in. */
export type Phase = 'featureExtraction' | 'fineTuning'

/** Means over an epoch by Keras's names: `loss`, `acc`, `val_loss`, `val_acc`. */
export type Logs = Readonly<Record<string, number>>

/** Why a phase ended. */
export type StopReason = 'completed' | 'stopped-by-callback' | 'aborted' | 'not-a-number'

/** What a training run says while it goes on, discriminated by `type`. Epochs and steps count from 0. */
export type TrainingEvent =
  | {
      readonly type: 'phase-begin'
      readonly phase: Phase
      readonly epochs: number
      readonly stepsPerEpoch: number
      readonly validationSteps: number
      readonly trainableParameters: number
      /** What runs the trunk and what the steps, for people. */
      readonly engine?: string
      /** Set where a few augmented variants of each photo are used again and again, instead of new ones each epoch. */
      readonly pooled?: { readonly variants: number; readonly seed: number }
    }
  | { readonly type: 'epoch-begin'; readonly phase: Phase; readonly epoch: number }
  | {
      readonly type: 'step'
      readonly phase: Phase
      readonly stage: 'train' | 'validate'
      readonly epoch: number
      readonly step: number
      readonly steps: number
      /** Running means of the epoch so far. */
      readonly logs: Logs
    }
  | {
      readonly type: 'epoch-end'
      readonly phase: Phase
      readonly epoch: number
      readonly logs: Logs
      /** Wall time of the epoch with its validation. */
      readonly seconds: number
      readonly learningRate: number
    }
  | { readonly type: 'phase-end'; readonly phase: Phase; readonly reason: StopReason }
