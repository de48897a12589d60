import type { Logs } from '@graft-ml/core'
import { saveModel } from '../model-folder/save-model'
import { Callback, type TrainingContext } from './callback'
import { Monitor, type MonitorOptions } from './monitor'

export interface ModelCheckpointOptions extends MonitorOptions {
  /** The folder to save to, or how to name it from the epoch (from 0) and its logs. */
  readonly folder: string | ((epoch: number, logs: Logs) => string)
  /** Save only when the watched value is the best so far. Default false: after every epoch. */
  readonly saveBestOnly?: boolean
  /** The value to beat at the beginning. None by default. */
  readonly initialValueThreshold?: number
}

/** Saves the model after each epoch, or after the best ones. An interrupted save leaves the older one whole. */
export class ModelCheckpoint extends Callback {
  private readonly monitor: Monitor
  private readonly options: ModelCheckpointOptions
  private best: number | undefined

  constructor(options: ModelCheckpointOptions) {
    super()
    this.options = options
    this.monitor = new Monitor(options)
  }

  override onTrainBegin(): void {
    this.best = this.options.initialValueThreshold
  }

  override async onEpochEnd(context: TrainingContext, epoch: number, logs: Logs): Promise<void> {
    const { folder, saveBestOnly = false } = this.options
    if (saveBestOnly) {
      const value = this.monitor.read(logs)
      if (!this.monitor.isBetter(value, this.best)) return
      this.best = value
    }
    const path = typeof folder === 'string' ? folder : folder(epoch, logs)
    await saveModel(await context.model(), path, { metadata: { epoch, logs } })
  }
}
