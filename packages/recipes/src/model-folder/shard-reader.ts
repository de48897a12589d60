import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { notAModelFolder } from './manifest'

/** Reads float32 values from a row of shard files as if they were one. */
export class ShardReader {
  private file: FileHandle | undefined
  private next = 0

  constructor(
    private readonly folder: string,
    private readonly paths: readonly string[],
  ) {}

  async read(count: number): Promise<Float32Array> {
    const values = new Float32Array(count)
    let rest = new Uint8Array(values.buffer)
    while (rest.length > 0) {
      this.file ??= await this.openNext()
      const { bytesRead } = await this.file.read(rest, 0, rest.length)
      rest = rest.subarray(bytesRead)
      if (bytesRead === 0) await this.close()
    }
    return values
  }

  async close(): Promise<void> {
    await this.file?.close()
    this.file = undefined
  }

  private async openNext(): Promise<FileHandle> {
    const path = this.paths[this.next++]
    if (path === undefined) throw notAModelFolder(this.folder, 'Its weight files are too short.')
    try {
      return await open(join(this.folder, path), 'r')
    } catch (cause) {
      throw notAModelFolder(this.folder, `Its weight file '${path}' cannot be read.`, cause)
    }
  }
}
