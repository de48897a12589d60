import type { Logs } from '@graft-ml/core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import type { Callback, TrainingContext } from '../callbacks/callback'

/** The number of the weights that a callback meets before the first epoch. */
export const BEGIN = -1

/** What a callback did while it was played to. */
export interface Played {
  /** Epochs that ran. */
  readonly ran: number
  /** The learning rate after each epoch; it begins at 1. */
  readonly rates: readonly number[]
  /** The epochs whose weights were brought back. */
  readonly restored: readonly number[]
}

/** Plays the logs of epochs, or validation losses, to a callback; the weights of an epoch are its number. */
export async function play(
  callback: Callback,
  epochs: readonly (number | Logs)[],
  model?: LayersModel,
): Promise<Played> {
  let stopped = false
  let epoch = BEGIN
  const restored: number[] = []
  const rates: number[] = []
  const notNeeded = () => Promise.reject(new Error('not needed'))
  const context: TrainingContext = {
    phase: 'fineTuning',
    epochs: epochs.length,
    stepsPerEpoch: 1,
    get epoch() {
      return epoch
    },
    reason: 'completed',
    resumedAt: undefined,
    learningRate: 1,
    snapshot: async () => [Float32Array.of(epoch)],
    restore: async ([weights]) => {
      restored.push(weights[0])
    },
    model: async () => model ?? notNeeded(),
    state: notNeeded,
    identity: notNeeded,
    stop: () => {
      stopped = true
    },
  }
  await callback.onTrainBegin(context)
  for (epoch = 0; epoch < epochs.length && !stopped; epoch++) {
    await callback.onEpochBegin(context, epoch)
    await callback.onValidationBegin(context, epoch)
    const logs = epochs[epoch]
    const own: Logs = typeof logs === 'number' ? { loss: 0, val_loss: logs } : logs
    await callback.onEpochEnd(context, epoch, { ...own, ...callback.epochLogs(context) })
    rates.push(context.learningRate)
  }
  await callback.onTrainEnd(context)
  return { ran: epoch, restored, rates }
}
