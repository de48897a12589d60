import type { WeightSnapshot } from '@graft-ml/engine'
import type { PlainData } from '../fit/training-state'
import { checkNumber } from '../options/check-number'
import { wholeNumber } from '../options/whole-number'
import { Callback, type TrainingContext } from './callback'

/** Options of {@link WeightAveraging}. */
export interface WeightAveragingOptions {
  /**
   * The share of the old average that each step keeps: the average looks back over some 1 / (1 - decay) steps. The
   * first steps keep less, (1 + n) / (10 + n) after n of them, so that what there was before training fades. Default 0.99.
   */
  readonly decay?: number
  /** Take the weights into the average after so many steps, with a decay that makes up for it. Default 1. */
  readonly every?: number
}

type Averages = {
  readonly average: readonly Float32Array[]
  /** How often weights were taken into it. */
  readonly taken: number
  /** The weights that are trained on, while the average stands in their place. */
  readonly trained: WeightSnapshot | undefined
}

/**
 * A moving average of the weights, which is smoother than the weights themselves: validated at the end of each epoch,
 * seen by all other callbacks there, and what the model has at the end. Training goes on from the weights themselves.
 *
 * It holds two more copies of the weights that are trained. As `use_ema` of Keras's optimizers with `SwapEMAWeights`,
 * but that the first steps keep less of it (as TensorFlow's ExponentialMovingAverage with `num_updates`), and that
 * moving averages of BatchNormalization are averaged too.
 *
 * @throws InvalidArgumentError
 */
export class WeightAveraging extends Callback {
  private readonly every: number
  private readonly decay: number
  private now: Averages = { average: [], taken: 0, trained: undefined }

  constructor({ decay = 0.99, every = 1 }: WeightAveragingOptions = {}) {
    super()
    this.every = wholeNumber('every', every, 1)
    this.decay = checkNumber('decay', decay, 0, 1)
  }

  override async onTrainBegin(context: TrainingContext): Promise<void> {
    this.now = { average: copyOf(await context.snapshot()), taken: 0, trained: undefined }
  }

  override async onEpochBegin(context: TrainingContext): Promise<void> {
    const { trained } = this.now
    if (trained) await context.restore(trained)
    this.now = { ...this.now, trained: undefined }
  }

  override async onStepEnd(context: TrainingContext, step: number): Promise<void> {
    if ((context.epoch * context.stepsPerEpoch + step + 1) % this.every !== 0) return
    const { average, taken } = this.now
    const steps = taken * this.every
    const decay = Math.min(this.decay, (1 + steps) / (10 + steps)) ** this.every
    for (const [place, weights] of (await context.snapshot()).entries()) {
      approach(average[place], weights, 1 - decay)
    }
    this.now = { ...this.now, taken: taken + 1 }
  }

  override async onValidationBegin(context: TrainingContext): Promise<void> {
    this.now = { ...this.now, trained: await context.snapshot() }
    await context.restore(this.now.average)
  }

  override state(): PlainData {
    return this.now
  }

  override restoreState(state: PlainData): void {
    const { average, taken, trained } = state as Averages
    this.now = { average: copyOf(average), taken, trained: trained && copyOf(trained) }
  }
}

function approach(average: Float32Array, value: Float32Array, share: number): void {
  for (let at = 0; at < average.length; at++) average[at] += share * (value[at] - average[at])
}

function copyOf(weights: WeightSnapshot): Float32Array[] {
  return weights.map((array) => array.slice())
}
