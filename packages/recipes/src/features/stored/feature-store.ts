import type { NdArray } from '@graft-ml/core'
import type { RowFile } from './row-file'
import { bytesPerRow, decodeRow, emptyBatch, encodeRow, placeOf, type RowFormat } from './row-format'

export interface FeatureStoreOptions {
  readonly format: RowFormat
  /** Bytes of the first rows that stay in memory; the others go to the file. */
  readonly memory: number
  /** Called when the first row has to go to the file. */
  openFile(): Promise<RowFile>
}

/** The features of many pictures, a row each, in memory as far as it may be and then in a file. */
export class FeatureStore {
  private readonly format: RowFormat
  private readonly bytesPerRow: number
  private readonly rowsInMemory: number
  private readonly memory: Uint8Array[] = []
  private file: RowFile | undefined

  constructor(private readonly options: FeatureStoreOptions) {
    this.format = options.format
    this.bytesPerRow = bytesPerRow(options.format)
    this.rowsInMemory = Math.floor(options.memory / this.bytesPerRow)
  }

  /** Writes a batch: its first picture to the first of `rows`, and so on. One write at a time. */
  async write(rows: readonly number[], features: readonly NdArray[]): Promise<void> {
    for (const [index, row] of rows.entries()) {
      const bytes = encodeRow(features, index, this.format)
      if (row < this.rowsInMemory) {
        this.memory[row] = bytes
      } else {
        this.file ??= await this.options.openFile()
        await this.file.write(row - this.rowsInMemory, bytes)
      }
    }
  }

  /**
   * The batch that these rows make.
   *
   * @param former a batch that nobody reads any more: its memory is used where it is as large
   * @throws RecipeError `BROKEN_FEATURES`, FileError
   */
  async read(rows: readonly number[], former?: readonly NdArray[]): Promise<readonly NdArray[]> {
    const fits = former?.[0].shape[0] === rows.length
    const batch = fits ? former : emptyBatch(rows.length, this.format)
    await Promise.all(rows.map((row, index) => this.readRow(row, batch, index)))
    return batch
  }

  async close(): Promise<void> {
    this.memory.length = 0
    await this.file?.close()
    this.file = undefined
  }

  private async readRow(row: number, batch: readonly NdArray[], index: number): Promise<void> {
    if (row < this.rowsInMemory) return decodeRow(this.memory[row], batch, index, this.format)
    this.file ??= await this.options.openFile()
    const rowInFile = row - this.rowsInMemory
    const place = placeOf(batch, index, this.format)
    if (place) await this.file.readInto(rowInFile, place)
    else decodeRow(await this.file.read(rowInFile, this.bytesPerRow), batch, index, this.format)
  }
}
