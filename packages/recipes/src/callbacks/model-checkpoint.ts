import { InvalidArgumentError, type Logs } from '@graft-ml/core'
import { saveWeights } from '@graft-ml/keras'
import type { PlainData } from '../fit/training-state'
import { saveModel } from '../model-folder/save-model'
import { type SaveFrequency, saveFrequency } from '../options/save-frequency'
import { Callback, type TrainingContext } from './callback'
import { Monitor, type MonitorOptions } from './monitor'
import { fillPath } from './path-template'

/**
 * A path; or a template in Keras's way, `'runs/{epoch:02d}-{val_loss:.2f}'`, with the epoch (from 1), the logs and, where
 * steps are saved, the batch (from 1); or a function of the epoch (from 0), the logs and the step (from 0).
 */
export type CheckpointPath = string | ((epoch: number, logs: Logs, step: number | undefined) => string)

/** Where models are saved, and when. */
export interface ModelCheckpointOptions extends Omit<MonitorOptions, 'minDelta'> {
  /** The folder to save the model to, in tfjs's layers format. */
  readonly folder?: CheckpointPath
  /**
   * Instead of `folder`: the HDF5 file to save the weights alone to, in Keras's published layout. It ends in `.h5`, but
   * not in `.weights.h5`, by which Keras 3 knows another layout.
   */
  readonly weightsFile?: CheckpointPath
  /** Save only when the watched value is the best so far. Default false: whenever it is time. */
  readonly saveBestOnly?: boolean
  /** The value to beat at the beginning, with `saveBestOnly`. None by default. */
  readonly initialValueThreshold?: number
  /** `'epoch'` (default): after each epoch; a number: after that many steps, with the running logs. */
  readonly saveFrequency?: SaveFrequency
  /** Told in words what the callback does, as Keras prints with `verbose`. */
  readonly onMessage?: (message: string) => void
}

type CheckpointState = { readonly best: number | undefined; readonly stepsSinceSave: number }

/**
 * Saves the model or its weights after each epoch, after the best ones, or every few steps. An interrupted save leaves
 * the older one whole.
 *
 * @throws InvalidArgumentError for wrong options; from training, RecipeError `UNKNOWN_METRIC`, InvalidArgumentError for
 *   a template with names that are not in the logs, FileError and WeightsFileError
 */
export class ModelCheckpoint extends Callback {
  private readonly monitor: Monitor
  private readonly options: ModelCheckpointOptions
  private readonly frequency: SaveFrequency
  private now: CheckpointState = { best: undefined, stepsSinceSave: 0 }

  constructor(options: ModelCheckpointOptions) {
    super()
    checkPaths(options)
    this.options = options
    this.frequency = saveFrequency(options.saveFrequency ?? 'epoch')
    this.monitor = new Monitor({ monitor: options.monitor, mode: options.mode })
  }

  override onTrainBegin(): void {
    this.now = { best: this.options.initialValueThreshold, stepsSinceSave: 0 }
  }

  override async onStepEnd(context: TrainingContext, step: number, logs: Logs): Promise<void> {
    if (this.frequency === 'epoch') return
    const stepsSinceSave = this.now.stepsSinceSave + 1
    const isDue = stepsSinceSave >= this.frequency
    this.now = { ...this.now, stepsSinceSave: isDue ? 0 : stepsSinceSave }
    if (isDue) await this.save(context, context.epoch, logs, step)
  }

  override async onEpochEnd(context: TrainingContext, epoch: number, logs: Logs): Promise<void> {
    if (this.frequency === 'epoch') await this.save(context, epoch, logs)
  }

  override state(): PlainData {
    return this.now
  }

  override restoreState(state: PlainData): void {
    const { best, stepsSinceSave } = state as CheckpointState
    this.now = { best, stepsSinceSave }
  }

  private async save(context: TrainingContext, epoch: number, logs: Logs, step?: number): Promise<void> {
    const { folder, weightsFile, saveBestOnly = false, onMessage } = this.options
    if (saveBestOnly && !this.isBest(logs, epoch)) return
    const path = pathOf((folder ?? weightsFile)!, epoch, logs, step)
    const model = await context.model()
    if (folder === undefined) await saveWeights(model, checkedFile(path))
    else await saveModel(model, path, { metadata: { epoch, ...(step !== undefined && { step }), logs } })
    onMessage?.(`Epoch ${epoch + 1}: saved to ${path}.`)
  }

  private isBest(logs: Logs, epoch: number): boolean {
    const { name } = this.monitor
    const value = this.monitor.read(logs)
    const before = this.now.best === undefined ? 'nothing' : this.now.best
    const better = this.monitor.isBetter(value, this.now.best)
    if (better) this.now = { ...this.now, best: value }
    const change = better ? `improved from ${before} to ${value}` : `did not improve from ${before}`
    this.options.onMessage?.(`Epoch ${epoch + 1}: ${name} ${change}.`)
    return better
  }
}

function checkPaths({ folder, weightsFile }: ModelCheckpointOptions): void {
  if ((folder === undefined) === (weightsFile === undefined)) {
    throw new InvalidArgumentError({
      argument: 'folder',
      expected: 'given, or `weightsFile` instead of it',
      received: { folder, weightsFile },
    })
  }
  const path = folder ?? weightsFile
  if (path === '') {
    throw new InvalidArgumentError({ argument: 'folder', expected: 'the path of a folder', received: path })
  }
  if (typeof weightsFile === 'string') checkedFile(weightsFile)
}

function checkedFile(path: string): string {
  if (path.endsWith('.h5') && !path.endsWith('.weights.h5')) return path
  throw new InvalidArgumentError({
    argument: 'weightsFile',
    expected: 'a name that ends in .h5, and not in .weights.h5, which Keras 3 takes for its newer layout',
    received: path,
  })
}

function pathOf(path: CheckpointPath, epoch: number, logs: Logs, step: number | undefined): string {
  if (typeof path === 'function') return path(epoch, logs, step)
  return fillPath(path, { epoch: epoch + 1, ...(step !== undefined && { batch: step + 1 }), ...logs })
}
