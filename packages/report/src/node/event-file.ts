import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { withFileErrors } from '@graft-ml/core/files'
import { eventRecord, type Summary, versionRecord } from '../tensorboard/summary'

/** Two files may be opened in the same second. */
let opened = 0

/**
 * A file of events that TensorBoard reads, also while it is being written. A run that is gone on with opens another one in
 * the same folder.
 *
 * @example
 * const events = await EventFile.open('runs/cats/events/train')
 * await events.add(0, [{ kind: 'scalar', tag: 'epoch_loss', value: 0.41 }])
 * await events.close()
 */
export class EventFile {
  private constructor(
    readonly path: string,
    private readonly file: FileHandle,
  ) {}

  /** Makes the folder where it is missing. @throws FileError */
  static async open(folder: string): Promise<EventFile> {
    const now = Date.now()
    const name = `events.out.tfevents.${Math.floor(now / 1000)}.${hostname()}.${process.pid}.${opened++}.v2`
    const path = join(folder, name)
    return await withFileErrors('write', path, async () => {
      await mkdir(folder, { recursive: true })
      const file = await open(path, 'ax')
      await file.appendFile(versionRecord(now / 1000))
      return new EventFile(path, file)
    })
  }

  /**
   * Appends what was measured at a step.
   *
   * @param step what stands below the curves: the epoch, from 0
   */
  async add(step: number, summaries: readonly Summary[]): Promise<void> {
    const record = eventRecord({ time: Date.now() / 1000, step, summaries })
    await withFileErrors('write', this.path, () => this.file.appendFile(record))
  }

  /** Ends the file. */
  async close(): Promise<void> {
    await this.file.close()
  }
}
