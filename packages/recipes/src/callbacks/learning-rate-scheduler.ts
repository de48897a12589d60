import { Callback, type TrainingContext } from './callback'

/** Sets the learning rate before each epoch from the epoch (from 0) and the rate as it stands. */
export class LearningRateScheduler extends Callback {
  constructor(private readonly schedule: (epoch: number, learningRate: number) => number) {
    super()
  }

  override onEpochBegin(context: TrainingContext, epoch: number): void {
    context.learningRate = this.schedule(epoch, context.learningRate)
  }
}
