import { InvalidArgumentError, type Logs } from '@graft-ml/core'
import type { PlainData } from '../fit/training-state'
import { wholeNumber } from '../options/whole-number'
import { Callback, type TrainingContext } from './callback'
import { Monitor, type MonitorOptions } from './monitor'

/** What is watched, and how the rate falls. */
export interface ReduceLearningRateOptions extends MonitorOptions {
  /** The new rate is the old one times this, from 0 to below 1. Default 0.1. */
  readonly factor?: number
  /** Epochs without improvement before the rate falls. Default 10. */
  readonly patience?: number
  /** Default 1e-4. */
  readonly minDelta?: number
  /** Epochs to wait after a fall before counting again. Default 0. */
  readonly cooldown?: number
  /** The rate never falls below this. Default 0. */
  readonly minLearningRate?: number
  /** Told in words what the callback does, as Keras prints with `verbose`. */
  readonly onMessage?: (message: string) => void
}

type PlateauState = { readonly wait: number; readonly cooldown: number; readonly best: number | undefined }

const AT_FIRST: PlateauState = { wait: 0, cooldown: 0, best: undefined }

/**
 * Lowers the learning rate when a value no longer improves: Keras's ReduceLROnPlateau. Adds `learning_rate`, that of
 * the epoch, to the logs.
 *
 * @throws InvalidArgumentError for wrong options; from training, RecipeError `UNKNOWN_METRIC`
 */
export class ReduceLearningRateOnPlateau extends Callback {
  private readonly monitor: Monitor
  private readonly options: ReduceLearningRateOptions
  private now = AT_FIRST

  constructor(options: ReduceLearningRateOptions = {}) {
    super()
    const { factor = 0.1 } = options
    if (!(factor >= 0 && factor < 1)) {
      throw new InvalidArgumentError({
        argument: 'factor',
        expected: 'below 1, and not below 0',
        received: factor,
      })
    }
    wholeNumber('patience', options.patience ?? 10)
    wholeNumber('cooldown', options.cooldown ?? 0)
    this.options = options
    this.monitor = new Monitor({ minDelta: 1e-4, ...options })
  }

  override onTrainBegin(): void {
    this.now = AT_FIRST
  }

  override epochLogs({ learningRate }: TrainingContext): Logs {
    return { learning_rate: learningRate }
  }

  override onEpochEnd(context: TrainingContext, epoch: number, logs: Logs): void {
    const { patience = 10 } = this.options
    const value = this.monitor.read(logs)
    if (this.now.cooldown > 0) this.now = { ...this.now, cooldown: this.now.cooldown - 1, wait: 0 }
    if (this.monitor.isBetter(value, this.now.best)) {
      this.now = { ...this.now, best: value, wait: 0 }
    } else if (this.now.cooldown === 0) {
      this.now = { ...this.now, wait: this.now.wait + 1 }
      if (this.now.wait >= patience) this.reduce(context, epoch)
    }
  }

  override state(): PlainData {
    return this.now
  }

  override restoreState(state: PlainData): void {
    this.now = { ...AT_FIRST, ...(state as Partial<PlateauState>) }
  }

  private reduce(context: TrainingContext, epoch: number): void {
    const { factor = 0.1, cooldown = 0, minLearningRate = 0, onMessage } = this.options
    if (context.learningRate <= minLearningRate) return
    context.learningRate = Math.max(context.learningRate * factor, minLearningRate)
    onMessage?.(`Epoch ${epoch + 1}: the learning rate falls to ${context.learningRate}.`)
    this.now = { ...this.now, cooldown, wait: 0 }
  }
}
