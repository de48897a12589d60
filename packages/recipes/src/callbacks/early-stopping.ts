import type { Logs } from '@graft-ml/core'
import type { WeightSnapshot } from '@graft-ml/engine'
import { Callback, type TrainingContext } from './callback'
import { Monitor, type MonitorOptions } from './monitor'

export interface EarlyStoppingOptions extends MonitorOptions {
  /** Epochs without improvement before training stops. Default 0. */
  readonly patience?: number
  /** Improvement counts only beyond this value. None by default. */
  readonly baseline?: number
  /** Bring back the weights of the best epoch at the end, also where training was not stopped early. Default false. */
  readonly restoreBestWeights?: boolean
  /** Epochs to let pass before watching. Default 0. */
  readonly startFromEpoch?: number
}

/** Stops training when a value no longer improves, as Keras's callback of the same name. */
export class EarlyStopping extends Callback {
  private readonly monitor: Monitor
  private readonly options: EarlyStoppingOptions
  private wait = 0
  private best: number | undefined
  private bestWeights: WeightSnapshot | undefined

  constructor(options: EarlyStoppingOptions = {}) {
    super()
    this.options = options
    this.monitor = new Monitor(options)
  }

  override onTrainBegin(): void {
    this.wait = 0
    this.best = undefined
    this.bestWeights = undefined
  }

  override async onEpochEnd(context: TrainingContext, epoch: number, logs: Logs): Promise<void> {
    const { patience = 0, baseline, restoreBestWeights = false, startFromEpoch = 0 } = this.options
    const value = this.monitor.read(logs)
    if (epoch < startFromEpoch) return
    this.wait++
    const better = this.monitor.isBetter(value, this.best)
    if (restoreBestWeights && (better || !this.bestWeights)) this.bestWeights = await context.snapshot()
    if (better) {
      this.best = value
      if (baseline === undefined || this.monitor.isBetter(value, baseline)) this.wait = 0
    } else if (this.wait >= patience && epoch > 0) {
      context.stop()
    }
  }

  override async onTrainEnd(context: TrainingContext): Promise<void> {
    if (this.bestWeights) await context.restore(this.bestWeights)
    this.bestWeights = undefined
  }
}
