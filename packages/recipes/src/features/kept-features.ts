import { type BatchSource, InvalidArgumentError, type NdArray } from '@graft-ml/core'
import type { Trunk } from '@graft-ml/engine'
import { BatchCursor, type SourcePosition } from './batch-cursor'
import { type FeatureBatch, type FeatureSource, labelsOf } from './feature-source'
import { featureStream } from './feature-stream'
import { FeatureStore } from './stored/feature-store'
import { RowFile } from './stored/row-file'
import { formatOf } from './stored/row-format'
import { inUsedMemory } from './used-memory'

/** Whether and where the features of validation pictures are kept. */
export interface KeptFeaturesOptions {
  /** Keep features where that gives the same loss and metrics. Default true; false computes them for each epoch. */
  readonly keep?: boolean
  /** Bytes to keep in memory; what is beyond goes to a temporary file. Default 16 MB (16e6). */
  readonly memory?: number
  /** Where the temporary file lies. Default: the system's folder for such. */
  readonly folder?: string
}

/** A batch that was kept. */
interface KeptBatch {
  readonly rows: readonly number[]
  readonly labels: NdArray
}

/**
 * Features of a source that shows the same pictures in every pass: the first reading runs the trunk, the others read what
 * it gave, number for number.
 *
 * Every reading is the source's first pass, in its order, whatever the sequence of the source holds next: a process that
 * goes on from a backup computes the same features again.
 */
export class KeptFeatures implements FeatureSource {
  position: SourcePosition
  private readonly cursor: BatchCursor
  private store: FeatureStore | undefined
  private kept: readonly KeptBatch[] | undefined

  /** @param source one for which `canKeep` is true */
  constructor(
    private readonly source: BatchSource,
    private readonly trunk: Trunk,
    private readonly options: KeptFeaturesOptions,
  ) {
    // Never read: it knows how a source is put where a backup says.
    this.cursor = new BatchCursor(source, 'validation')
    this.position = this.cursor.position
  }

  async prepare(): Promise<boolean> {
    return true
  }

  /** @param count the batches of one pass */
  take(count: number): AsyncIterable<FeatureBatch> {
    return this.kept ? this.read(this.kept) : this.compute(count)
  }

  moveTo(position: SourcePosition): void {
    this.cursor.moveTo(position)
    this.position = position
  }

  async close(): Promise<void> {
    this.kept = undefined
    await this.store?.close()
    this.store = undefined
  }

  private async *compute(count: number): AsyncGenerator<FeatureBatch> {
    const pass = new BatchCursor(this.source.epoch!(), 'validation')
    const kept: KeptBatch[] = []
    let pictures = 0
    try {
      for await (const batch of featureStream(pass.take(count), this.trunk, this.source)) {
        const { data, shape } = labelsOf(batch)
        const first = pictures
        const rows = Array.from({ length: shape[0] }, (_, index) => first + index)
        pictures += rows.length
        this.store ??= this.openStore(batch.features)
        await this.store.write(rows, batch.features)
        kept.push({ rows, labels: { data: data.slice(), shape } })
        yield { ...batch, after: this.position }
      }
      // A reading that was broken off begins anew.
      this.kept = kept
    } finally {
      await pass.close()
    }
  }

  private read(batches: readonly KeptBatch[]): AsyncIterable<FeatureBatch> {
    const store = this.store!
    return inUsedMemory(inTurn(batches), async ({ rows, labels }, former) => {
      return { features: await store.read(rows, former), labels, after: this.position }
    })
  }

  private openStore(features: readonly NdArray[]): FeatureStore {
    const { memory = 16e6, folder } = this.options
    const format = formatOf(features, 'float32')
    return new FeatureStore({ format, memory, openFile: () => RowFile.temporary(folder) })
  }
}

/** Whether the features of a source, read `steps` batches at a time, may be computed once: each reading is one whole pass. */
export function canKeep(source: BatchSource, steps: number, { keep = true }: KeptFeaturesOptions): boolean {
  return keep && source.repeats === true && source.epoch !== undefined && source.batchesPerEpoch === steps
}

/** @throws InvalidArgumentError */
export function checkKeptFeatures(options: KeptFeaturesOptions): KeptFeaturesOptions {
  const { memory = 0 } = options
  if (memory >= 0) return options
  throw new InvalidArgumentError({
    argument: 'validationFeatures.memory',
    expected: 'a number of bytes, 0 or above',
    received: memory,
  })
}

async function* inTurn<Item>(items: Iterable<Item>): AsyncGenerator<Item> {
  yield* items
}
