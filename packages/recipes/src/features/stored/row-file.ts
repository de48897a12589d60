import { randomUUID } from 'node:crypto'
import { type FileHandle, open, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import { withFileErrors } from '@graft-ml/core/files'
import { RecipeError } from '../../errors/recipe-error'

/** Rows of one length in a file, written and read wherever they lie. Each is verified when it is read. */
export class RowFile {
  private constructor(
    private readonly file: FileHandle,
    readonly path: string,
    /** CRC-32 of each row. */
    readonly checksums: number[],
  ) {}

  /**
   * A file that nobody else sees: its name is taken away at once, so that the system frees it when it is closed, or when
   * the process ends, however it ends.
   */
  static async temporary(folder = tmpdir()): Promise<RowFile> {
    const path = join(folder, `graft-${randomUUID()}.features`)
    return await withFileErrors('write', path, async () => {
      const file = await open(path, 'wx+')
      try {
        await rm(path)
      } catch (error) {
        await file.close()
        throw error
      }
      return new RowFile(file, path, [])
    })
  }

  /** An empty file under that name, whatever stood there. */
  static async create(path: string): Promise<RowFile> {
    const file = await withFileErrors('write', path, () => open(path, 'w+'))
    return new RowFile(file, path, [])
  }

  /** Rows that were written before. */
  static async open(path: string, checksums: readonly number[]): Promise<RowFile> {
    const file = await withFileErrors('read', path, () => open(path, 'r'))
    return new RowFile(file, path, [...checksums])
  }

  async write(row: number, bytes: Uint8Array): Promise<void> {
    await this.writeAt(bytes, row * bytes.length)
    this.checksums[row] = crc32(bytes)
  }

  /** @throws RecipeError `BROKEN_FEATURES`, FileError */
  async read(row: number, length: number): Promise<Uint8Array> {
    const bytes = new Uint8Array(length)
    await this.readInto(row, [bytes])
    return bytes
  }

  /**
   * Fills in a row, part after part, where it is to lie.
   *
   * @throws RecipeError `BROKEN_FEATURES`, FileError
   */
  async readInto(row: number, parts: readonly Uint8Array[]): Promise<void> {
    let position = row * parts.reduce((length, part) => length + part.length, 0)
    let checksum = 0
    for (const part of parts) {
      await withFileErrors('read', this.path, () => this.fill(part, position))
      checksum = crc32(part, checksum)
      position += part.length
    }
    if (checksum !== this.checksums[row]) throw brokenFeatures(this.path)
  }

  /** Writes bytes that are no row. */
  async writeAt(bytes: Uint8Array, position: number): Promise<void> {
    await withFileErrors('write', this.path, async () => {
      for (let at = 0; at < bytes.length; ) {
        at += (await this.file.write(bytes, at, bytes.length - at, position + at)).bytesWritten
      }
    })
  }

  private async fill(bytes: Uint8Array, position: number): Promise<void> {
    for (let at = 0; at < bytes.length; ) {
      const { bytesRead } = await this.file.read(bytes, at, bytes.length - at, position + at)
      if (bytesRead === 0) throw brokenFeatures(this.path)
      at += bytesRead
    }
  }

  /** Returns when what was written is on the disk. */
  async flush(): Promise<void> {
    await withFileErrors('write', this.path, () => this.file.sync())
  }

  async close(): Promise<void> {
    await this.file.close()
  }
}

function brokenFeatures(path: string): RecipeError {
  return new RecipeError({
    code: 'BROKEN_FEATURES',
    message: `'${path}' no longer holds the features that were written to it.`,
    hint: 'Delete it, if it is still there, and run again.',
  })
}
