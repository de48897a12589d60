import type { Logs } from '@graft-ml/core'
import type { PlainData } from '../fit/training-state'
import { checkNumber } from '../options/check-number'
import type { StepSchedule } from '../schedules/step-schedule'
import { Callback, type TrainingContext } from './callback'

/**
 * Sets the learning rate before each step. Adds `learning_rate`, that of the epoch's last step, to the logs.
 *
 * @throws InvalidArgumentError from training, where the schedule gives no number of 0 or above
 *
 * @example
 * new StepScheduler(oneCycle())
 * new StepScheduler(warmUp({ epochs: 1, decay: 'cosine' }))
 */
export class StepScheduler extends Callback {
  /** The optimizer's learning rate when the phase began. */
  private base = 0

  constructor(private readonly schedule: StepSchedule) {
    super()
  }

  override onTrainBegin({ learningRate }: TrainingContext): void {
    this.base = learningRate
  }

  override onStepBegin(context: TrainingContext, step: number): void {
    const { epoch, epochs, stepsPerEpoch } = context
    const place = { step: epoch * stepsPerEpoch + step, steps: epochs * stepsPerEpoch, stepsPerEpoch }
    const learningRate = this.schedule({ ...place, learningRate: this.base })
    context.learningRate = checkNumber(`the schedule's learning rate for step ${place.step}`, learningRate, 0)
  }

  override epochLogs({ learningRate }: TrainingContext): Logs {
    return { learning_rate: learningRate }
  }

  override state(): PlainData {
    return { base: this.base }
  }

  override restoreState(state: PlainData): void {
    this.base = (state as { base: number }).base
  }
}
