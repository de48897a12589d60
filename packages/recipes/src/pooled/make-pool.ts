import { statfs } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { BatchSource, NdArray } from '@graft-ml/core'
import { FileError, withFileErrors } from '@graft-ml/core/files'
import type { Trunk } from '@graft-ml/engine'
import { BatchCursor, type PlacedBatch } from '../features/batch-cursor'
import { labelsOf } from '../features/feature-source'
import { featureStream } from '../features/feature-stream'
import { FeatureStore } from '../features/stored/feature-store'
import type { RowFile } from '../features/stored/row-file'
import { bytesPerRow, formatOf, type RowFormat } from '../features/stored/row-format'
import type { ResolvedPooled } from './options'
import { PhotoIndex } from './photo-index'

/** What a pool is, besides its features. Plain data. */
export interface PoolDescription {
  readonly format: RowFormat
  readonly variants: number
  readonly photos: number
  /** Photos in a batch. */
  readonly batchSize: number
  /** [photos, ...], in the order of the pool. */
  readonly labels: NdArray
}

export interface MakePoolOptions {
  readonly source: BatchSource
  readonly trunk: Trunk
  readonly pooled: ResolvedPooled
  readonly file: RowFile
  readonly signal: AbortSignal | undefined
}

/** Where the features of a variant of a photo are. */
export function rowOf(
  photo: number,
  variant: number,
  { variants }: Pick<PoolDescription, 'variants'>,
): number {
  return photo * variants + variant
}

/**
 * Runs the trunk over as many passes of the source as there are to be variants, and writes what it gives to the file in
 * 16 bits a number.
 *
 * @returns undefined where the signal ended it
 * @throws RecipeError `UNEVEN_PASSES`, `FEATURES_TOO_LARGE`, `NO_LABELS`; FileError `NO_SPACE` before anything is written
 */
export async function makePool(options: MakePoolOptions): Promise<PoolDescription | undefined> {
  const { source, trunk, pooled, file, signal } = options
  const { variants, onProgress } = pooled
  const batches = source.batchesPerEpoch!
  const index = new PhotoIndex()
  let store: FeatureStore | undefined
  let description: Omit<PoolDescription, 'photos' | 'labels'> | undefined
  let done = 0
  for await (const batch of featureStream(passesOf(source, variants), trunk, source)) {
    if (signal?.aborted) return undefined
    const labels = labelsOf(batch)
    if (!description || !store) {
      const format = formatOf(batch.features, 'float16')
      description = { format, variants, batchSize: labels.shape[0] }
      const photos = batches * labels.shape[0]
      const bytes = photos * variants * bytesPerRow(format)
      onProgress({ status: 'begin', photos, variants, bytes })
      await checkSpace(file.path, bytes)
      store = new FeatureStore({ format, memory: 0, openFile: async () => file })
    }
    const variant = Math.floor(done / batches)
    const photos = index.add(variant, batch.paths, labels)
    await store.write(
      photos.map((photo) => rowOf(photo, variant, { variants })),
      batch.features,
    )
    onProgress({ status: 'batch', done: ++done, total: batches * variants })
  }
  index.checkWhole(variants)
  return { ...description!, photos: index.photos, labels: index.allLabels() }
}

/** The batches of the passes, one after the other. */
async function* passesOf(source: BatchSource, passes: number): AsyncGenerator<PlacedBatch> {
  for (let pass = 0; pass < passes; pass++) {
    const cursor = new BatchCursor(source.epoch!(pass), 'train')
    try {
      yield* cursor.take(source.batchesPerEpoch!)
    } finally {
      await cursor.close()
    }
  }
}

/** @throws FileError `NO_SPACE` */
export async function checkSpace(path: string, bytes: number): Promise<void> {
  const { bavail, bsize } = await withFileErrors('write', path, () => statfs(dirname(path)))
  const free = bavail * bsize
  if (free >= bytes) return
  throw new FileError({
    code: 'NO_SPACE',
    path,
    message: `The features of pooled augmentation take ${megabytes(bytes)}; where '${path}' lies there are ${megabytes(free)} free.`,
    hint: 'Ask for fewer variants, let `pooled.folder` (or TMPDIR) name a folder on a larger disk, or free some space.',
  })
}

function megabytes(bytes: number): string {
  return `${Math.ceil(bytes / 1e6).toLocaleString('en-US')} MB`
}
