import type { Logs } from '@graft-ml/core'
import { checkNumber } from '../options/check-number'
import { Callback, type TrainingContext } from './callback'

/** The rate of an epoch (from 0), given the rate as it stands. */
export type LearningRateSchedule = (epoch: number, learningRate: number) => number

/** Who is told of a new rate. */
export interface LearningRateSchedulerOptions {
  /** Told in words what the callback does, as Keras prints with `verbose`. */
  readonly onMessage?: (message: string) => void
}

/**
 * Sets the learning rate before each epoch. Adds `learning_rate`, that of the epoch, to the logs.
 *
 * @throws InvalidArgumentError from training, where the schedule gives no number of 0 or above
 */
export class LearningRateScheduler extends Callback {
  constructor(
    private readonly schedule: LearningRateSchedule,
    private readonly options: LearningRateSchedulerOptions = {},
  ) {
    super()
  }

  override onEpochBegin(context: TrainingContext, epoch: number): void {
    const learningRate = this.schedule(epoch, context.learningRate)
    context.learningRate = checkNumber(`the schedule's learning rate for epoch ${epoch}`, learningRate, 0)
    this.options.onMessage?.(`Epoch ${epoch + 1}: the learning rate is ${learningRate}.`)
  }

  override epochLogs({ learningRate }: TrainingContext): Logs {
    return { learning_rate: learningRate }
  }
}
