import { InvalidArgumentError, type Logs } from '@graft-ml/core'
import { Callback, type TrainingContext } from './callback'
import { Monitor, type MonitorOptions } from './monitor'

export interface ReduceLearningRateOptions extends MonitorOptions {
  /** The new rate is the old one times this, below 1. Default 0.1. */
  readonly factor?: number
  /** Epochs without improvement before the rate falls. Default 10. */
  readonly patience?: number
  /** Default 1e-4. */
  readonly minDelta?: number
  /** Epochs to wait after a fall before counting again. Default 0. */
  readonly cooldown?: number
  /** The rate never falls below this. Default 0. */
  readonly minLearningRate?: number
}

/** Lowers the learning rate when a value no longer improves: Keras's ReduceLROnPlateau. */
export class ReduceLearningRateOnPlateau extends Callback {
  private readonly monitor: Monitor
  private readonly options: ReduceLearningRateOptions
  private wait = 0
  private cooldown = 0
  private best: number | undefined

  constructor(options: ReduceLearningRateOptions = {}) {
    super()
    if ((options.factor ?? 0.1) >= 1) {
      throw new InvalidArgumentError({ argument: 'factor', expected: 'below 1', received: options.factor })
    }
    this.options = options
    this.monitor = new Monitor({ minDelta: 1e-4, ...options })
  }

  override onTrainBegin(): void {
    this.wait = 0
    this.cooldown = 0
    this.best = undefined
  }

  override onEpochEnd(context: TrainingContext, _epoch: number, logs: Logs): void {
    const { patience = 10 } = this.options
    const value = this.monitor.read(logs)
    if (this.cooldown > 0) {
      this.cooldown--
      this.wait = 0
    }
    if (this.monitor.isBetter(value, this.best)) {
      this.best = value
      this.wait = 0
    } else if (this.cooldown === 0 && ++this.wait >= patience) {
      this.reduce(context)
    }
  }

  private reduce(context: TrainingContext): void {
    const { factor = 0.1, cooldown = 0, minLearningRate = 0 } = this.options
    if (context.learningRate <= minLearningRate) return
    context.learningRate = Math.max(context.learningRate * factor, minLearningRate)
    this.cooldown = cooldown
    this.wait = 0
  }
}
