import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { notAModelFolder } from './manifest'

/** Reads a row of shard files as if they were one. */
export class ShardReader {
  private file: FileHandle | undefined
  private next = 0

  constructor(
    private readonly folder: string,
    private readonly paths: readonly string[],
  ) {}

  async read(count: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(count)
    let rest = bytes
    while (rest.length > 0) {
      this.file ??= await this.openNext()
      const { bytesRead } = await this.file.read(rest, 0, rest.length)
      rest = rest.subarray(bytesRead)
      if (bytesRead === 0) await this.close()
    }
    return bytes
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
