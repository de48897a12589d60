import type { BatchSource, NdArray } from '@graft-ml/core'
import { BatchCursor, type SourcePosition } from '../features/batch-cursor'
import type { FeatureBatch, FeatureSource } from '../features/feature-source'
import { FeatureStore } from '../features/stored/feature-store'
import { bytesPerRow } from '../features/stored/row-format'
import { inUsedMemory } from '../features/used-memory'
import { type PoolDescription, rowOf } from './make-pool'
import { type OpenPool, type OpenPoolOptions, openPool } from './open-pool'
import type { PooledReport } from './options'
import { type Drawn, PooledOrder } from './pooled-order'

/** Features of a few augmented variants of each photo, made once, in an order drawn anew for each pass. */
export class PooledFeatures implements FeatureSource {
  position: SourcePosition
  /** What was pooled; undefined until that is done. */
  report: PooledReport | undefined
  private readonly cursor: BatchCursor
  private pool: OpenPool | undefined

  constructor(private readonly options: Omit<OpenPoolOptions, 'signal'>) {
    const source: BatchSource = options.source
    // Never read: it knows how a source is put where a backup says, its seed with it.
    this.cursor = new BatchCursor(source, 'train')
    this.position = this.cursor.position
  }

  async prepare(signal: AbortSignal | undefined): Promise<boolean> {
    const begin = performance.now()
    const pool = await openPool({ ...this.options, signal })
    if (!pool) return false
    this.pool = pool
    const { photos, variants, format } = pool.description
    const { seed, onProgress } = this.options.pooled
    this.report = {
      variants,
      seed,
      photos,
      bytes: photos * variants * bytesPerRow(format),
      seconds: (performance.now() - begin) / 1000,
      reused: pool.reused,
    }
    onProgress({ status: 'ready', ...this.report })
    return true
  }

  take(count: number): AsyncIterable<FeatureBatch> {
    const { description, file } = this.pool!
    const order = new PooledOrder({ ...description, seed: this.options.pooled.seed })
    const store = new FeatureStore({ format: description.format, memory: 0, openFile: async () => file })
    const { batches: first, source } = this.position
    return inUsedMemory(numbers(first, count), async (number, former) => {
      const drawn = order.batch(number)
      const rows = drawn.map(({ photo, variant }) => rowOf(photo, variant, description))
      const features = await store.read(rows, former)
      return { features, labels: labelsOf(drawn, description), after: { batches: number + 1, source } }
    })
  }

  moveTo(position: SourcePosition): void {
    this.cursor.moveTo(position)
    this.position = position
  }

  async close(): Promise<void> {
    const { pool } = this
    this.pool = undefined
    await pool?.file.close()
  }
}

function labelsOf(drawn: readonly Drawn[], { labels }: PoolDescription): NdArray {
  const [photos, ...shape] = labels.shape
  const width = labels.data.length / photos
  const data = new Float32Array(drawn.length * width)
  for (const [row, { photo }] of drawn.entries()) {
    data.set(labels.data.subarray(photo * width, (photo + 1) * width), row * width)
  }
  return { data, shape: [drawn.length, ...shape] }
}

async function* numbers(first: number, count: number): AsyncGenerator<number> {
  for (let number = first; number < first + count; number++) yield number
}
