import type { Logs } from '@graft-ml/core'
import type { WeightSnapshot } from '@graft-ml/engine'
import type { PlainData } from '../fit/training-state'
import { wholeNumber } from '../options/whole-number'
import { Callback, type TrainingContext } from './callback'
import { Monitor, type MonitorOptions } from './monitor'

/** What is watched, and how long without improvement is long enough. */
export interface EarlyStoppingOptions extends MonitorOptions {
  /** Epochs without improvement before training stops. Default 0. */
  readonly patience?: number
  /** Improvement counts only beyond this value. None by default. */
  readonly baseline?: number
  /** Bring back the weights of the best epoch at the end, also where training was not stopped early. Default false. */
  readonly restoreBestWeights?: boolean
  /**
   * What the weights at the beginning reach already, where that is known. With `restoreBestWeights` they come back
   * where no epoch is better: training that makes things worse then changes nothing. None by default.
   */
  readonly initialValue?: number
  /** Epochs to let pass before watching. Default 0. */
  readonly startFromEpoch?: number
  /** Told in words what the callback does, as Keras prints with `verbose`. */
  readonly onMessage?: (message: string) => void
}

type EarlyStoppingState = {
  readonly wait: number
  readonly best: number | undefined
  readonly bestEpoch: number | undefined
  readonly stoppedEpoch: number | undefined
  readonly bestWeights: WeightSnapshot | undefined
}

const AT_FIRST: EarlyStoppingState = {
  wait: 0,
  best: undefined,
  bestEpoch: undefined,
  stoppedEpoch: undefined,
  bestWeights: undefined,
}

/**
 * Stops training when a value no longer improves, as Keras's callback of the same name.
 *
 * @throws InvalidArgumentError for wrong options; from training, RecipeError `UNKNOWN_METRIC`
 */
export class EarlyStopping extends Callback {
  private readonly monitor: Monitor
  private readonly options: EarlyStoppingOptions
  private now = AT_FIRST

  constructor(options: EarlyStoppingOptions = {}) {
    super()
    wholeNumber('patience', options.patience ?? 0)
    wholeNumber('startFromEpoch', options.startFromEpoch ?? 0)
    this.options = options
    this.monitor = new Monitor(options)
  }

  /** The best value so far, or undefined. */
  get best(): number | undefined {
    return this.now.best
  }

  /** The epoch, from 0, of the best value; undefined where that is the initial one, or none. */
  get bestEpoch(): number | undefined {
    return this.now.bestEpoch
  }

  /** The epoch, from 0, after which this callback stopped the training, or undefined. */
  get stoppedEpoch(): number | undefined {
    return this.now.stoppedEpoch
  }

  override async onTrainBegin(context: TrainingContext): Promise<void> {
    const { initialValue, restoreBestWeights } = this.options
    const keeps = initialValue !== undefined && restoreBestWeights
    this.now = { ...AT_FIRST, best: initialValue, bestWeights: keeps ? await context.snapshot() : undefined }
  }

  override async onEpochEnd(context: TrainingContext, epoch: number, logs: Logs): Promise<void> {
    const { patience = 0, baseline, startFromEpoch = 0 } = this.options
    const value = this.monitor.read(logs)
    if (epoch < startFromEpoch) return
    const wait = this.now.wait + 1
    const better = this.monitor.isBetter(value, this.now.best)
    await this.keepWeights(context, epoch, better)
    if (better) {
      const beatsBaseline = baseline === undefined || this.monitor.isBetter(value, baseline)
      this.now = { ...this.now, best: value, bestEpoch: epoch, wait: beatsBaseline ? 0 : wait }
    } else if (wait >= patience && epoch > 0) {
      this.now = { ...this.now, wait, stoppedEpoch: epoch }
      this.options.onMessage?.(`Epoch ${epoch + 1}: early stopping.`)
      context.stop()
    } else {
      this.now = { ...this.now, wait }
    }
  }

  override async onTrainEnd(context: TrainingContext): Promise<void> {
    const { bestWeights, bestEpoch } = this.now
    if (!bestWeights) return
    this.options.onMessage?.(
      bestEpoch === undefined
        ? 'No epoch was better than the weights at the beginning: they are back.'
        : `The weights are those of the best epoch, ${bestEpoch + 1}.`,
    )
    await context.restore(bestWeights)
    // They may be a hundred megabytes.
    this.now = { ...this.now, bestWeights: undefined }
  }

  override state(): PlainData {
    return this.now
  }

  override restoreState(state: PlainData): void {
    this.now = { ...AT_FIRST, ...(state as Partial<EarlyStoppingState>) }
  }

  /** Where nothing is better than the baseline, the best of what there was comes back. */
  private async keepWeights(context: TrainingContext, epoch: number, better: boolean): Promise<void> {
    if (!this.options.restoreBestWeights || (!better && this.now.bestWeights)) return
    this.now = { ...this.now, bestEpoch: epoch, bestWeights: await context.snapshot() }
  }
}
