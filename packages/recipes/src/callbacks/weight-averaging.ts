import type { WeightSnapshot } from '@graft-ml/engine'
import type { PlainData } from '../fit/training-state'
import { checkNumber } from '../options/check-number'
import { wholeNumber } from '../options/whole-number'
import { Callback, type TrainingContext } from './callback'

export interface WeightAveragingOptions {
  /** The share of the old average that each step keeps: the average looks back over some 1 / (1 - decay) steps. Default 0.99. */
  readonly decay?: number
  /** Take the weights into the average after so many steps, with a decay that makes up for it. Default 1. */
  readonly every?: number
}

type Averages = {
  readonly average: readonly Float32Array[]
  /** The weights that are trained on, while the average stands in their place. */
  readonly trained: WeightSnapshot | undefined
}

/**
 * A moving average of the weights, which is smoother than the weights themselves: validated at the end of each epoch,
 * seen by all other callbacks there, and what the model has at the end. Training goes on from the weights themselves.
 *
 * It holds two more copies of the weights that are trained. As `use_ema` of Keras's optimizers with `SwapEMAWeights`,
 * but that moving averages of BatchNormalization are averaged too.
 *
 * @throws InvalidArgumentError
 */
export class WeightAveraging extends Callback {
  private readonly every: number
  private readonly decay: number
  private now: Averages = { average: [], trained: undefined }

  constructor({ decay = 0.99, every = 1 }: WeightAveragingOptions = {}) {
    super()
    this.every = wholeNumber('every', every, 1)
    this.decay = checkNumber('decay', decay, 0, 1) ** this.every
  }

  override async onTrainBegin(context: TrainingContext): Promise<void> {
    this.now = { average: copyOf(await context.snapshot()), trained: undefined }
  }

  override async onEpochBegin(context: TrainingContext): Promise<void> {
    const { average, trained } = this.now
    if (trained) await context.restore(trained)
    this.now = { average, trained: undefined }
  }

  override async onStepEnd(context: TrainingContext, step: number): Promise<void> {
    if ((context.epoch * context.stepsPerEpoch + step + 1) % this.every !== 0) return
    for (const [place, weights] of (await context.snapshot()).entries()) {
      approach(this.now.average[place], weights, 1 - this.decay)
    }
  }

  override async onValidationBegin(context: TrainingContext): Promise<void> {
    const { average } = this.now
    this.now = { average, trained: await context.snapshot() }
    await context.restore(average)
  }

  override state(): PlainData {
    return this.now
  }

  override restoreState(state: PlainData): void {
    const { average, trained } = state as Averages
    this.now = { average: copyOf(average), trained: trained && copyOf(trained) }
  }
}

function approach(average: Float32Array, value: Float32Array, share: number): void {
  for (let at = 0; at < average.length; at++) average[at] += share * (value[at] - average[at])
}

function copyOf(weights: WeightSnapshot): Float32Array[] {
  return weights.map((array) => array.slice())
}
