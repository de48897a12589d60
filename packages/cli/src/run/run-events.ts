import { join } from 'node:path'
import type { Phase } from '@graft-ml/core'
import type { History, Summary } from '@graft-ml/report'
import { EventFile } from '@graft-ml/report/node'
import type { RunPaths } from './run-paths'

/** By Keras's names, which its own callback gives them too. */
const TRAIN = { loss: 'epoch_loss', acc: 'epoch_accuracy', learning_rate: 'epoch_learning_rate' } as const
const VALIDATION = { val_loss: 'epoch_loss', val_acc: 'epoch_accuracy' } as const

/** A run's numbers for TensorBoard: training and validation as two curves in the same charts. */
export class RunEvents {
  private constructor(
    private readonly train: EventFile,
    private readonly validation: EventFile,
    private readonly history: History,
  ) {}

  static async open({ events }: RunPaths, history: History): Promise<RunEvents> {
    const train = await EventFile.open(join(events, 'train'))
    const validation = await EventFile.open(join(events, 'validation'))
    return new RunEvents(train, validation, history)
  }

  /** @param epoch from 0, in its phase; it is in the history already */
  async epochEnd(phase: Phase, epoch: number): Promise<void> {
    const before = phase === 'fineTuning' ? this.history.featureExtraction.seconds.length : 0
    await this.train.add(before + epoch, this.scalars(phase, epoch, TRAIN))
    await this.validation.add(before + epoch, this.scalars(phase, epoch, VALIDATION))
  }

  /** Pictures and spreads of what came of it. */
  async results(summaries: readonly Summary[]): Promise<void> {
    await this.validation.add(this.history.epochs, summaries)
  }

  async close(): Promise<void> {
    await Promise.all([this.train.close(), this.validation.close()])
  }

  private scalars(phase: Phase, epoch: number, tags: Readonly<Record<string, string>>): Summary[] {
    return Object.entries(tags).flatMap(([name, tag]) => {
      const value = this.history[phase][name]?.[epoch]
      return value === undefined ? [] : [{ kind: 'scalar', tag, value }]
    })
  }
}
