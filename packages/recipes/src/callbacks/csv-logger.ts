import { appendFile, writeFile } from 'node:fs/promises'
import type { Logs } from '@graft-ml/core'
import { Callback, type TrainingContext } from './callback'

export interface CsvLoggerOptions {
  readonly path: string
  /** Go on at the end of the file, without a new heading. Default false: begin anew. */
  readonly append?: boolean
}

/** Writes a line of comma-separated values after each epoch: epoch, then the logs by name. */
export class CsvLogger extends Callback {
  private names: string[] | undefined

  constructor(private readonly options: CsvLoggerOptions) {
    super()
  }

  override async onTrainBegin(): Promise<void> {
    this.names = undefined
    if (!this.options.append) await writeFile(this.options.path, '')
  }

  override async onEpochEnd(_context: TrainingContext, epoch: number, logs: Logs): Promise<void> {
    const lines: string[] = []
    if (!this.names) {
      this.names = Object.keys(logs).sort()
      if (!this.options.append) lines.push(['epoch', ...this.names].join(','))
    }
    lines.push([epoch, ...this.names.map((name) => logs[name])].join(','))
    await appendFile(this.options.path, `${lines.join('\n')}\n`)
  }
}
