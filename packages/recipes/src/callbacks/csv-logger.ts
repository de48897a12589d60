import { appendFile, mkdir, truncate, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { InvalidArgumentError, type Logs } from '@graft-ml/core'
import { statIfThere, withFileErrors } from '@graft-ml/core/files'
import type { PlainData } from '../fit/training-state'
import { Callback, type TrainingContext } from './callback'

/** Where the table is written, and how. */
export interface CsvLoggerOptions {
  readonly path: string
  /** Go on at the end of the file; a heading is written only where the file is new or empty. Default false: begin anew. */
  readonly append?: boolean
  /** Between the values. Default `,`. */
  readonly separator?: string
}

type CsvState = {
  /** Bytes of the file so far: what a run that was killed wrote after its backup is cut off. */
  readonly size: number
  /** Names of the columns after `epoch`; undefined before the first line. */
  readonly names: readonly string[] | undefined
}

/**
 * Writes a line of values after each epoch: epoch (from 0), then the logs by name. What is not in an epoch's logs is
 * `NA`. Makes the folder it needs.
 *
 * @throws InvalidArgumentError for wrong options; from training, FileError
 */
export class CsvLogger extends Callback {
  private readonly options: Required<CsvLoggerOptions>
  private now: CsvState = { size: 0, names: undefined }

  constructor({ path, append = false, separator = ',' }: CsvLoggerOptions) {
    super()
    if (separator === '' || /[\w.+\r\n"-]/.test(separator)) {
      throw new InvalidArgumentError({
        argument: 'separator',
        expected: 'text that neither names nor numbers have in them, such as , or ;',
        received: separator,
      })
    }
    this.options = { path, append, separator }
  }

  override async onTrainBegin(context: TrainingContext): Promise<void> {
    const { path, append } = this.options
    await withFileErrors('write', path, async () => {
      await mkdir(dirname(path), { recursive: true })
      if (!append && !context.resumedAt) await writeFile(path, '')
    })
    this.now = { size: (await statIfThere(path))?.size ?? 0, names: undefined }
  }

  override async onEpochEnd(_context: TrainingContext, epoch: number, logs: Logs): Promise<void> {
    const { path, separator } = this.options
    const names = this.now.names ?? Object.keys(logs).sort()
    const lines: (string | number)[][] = [[epoch, ...names.map((name) => logs[name] ?? 'NA')]]
    if (this.now.size === 0) lines.unshift(['epoch', ...names])
    const text = lines.map((line) => `${line.join(separator)}\n`).join('')
    await withFileErrors('write', path, () => appendFile(path, text))
    this.now = { size: this.now.size + Buffer.byteLength(text), names }
  }

  override state(): PlainData {
    return this.now
  }

  override async restoreState(state: PlainData): Promise<void> {
    const { path } = this.options
    const { size, names } = state as CsvState
    const file = await statIfThere(path)
    // A file that was deleted in between begins anew, with a heading.
    const kept = Math.min(size, file?.size ?? 0)
    if (file) await withFileErrors('write', path, () => truncate(path, kept))
    this.now = { size: kept, names }
  }
}
