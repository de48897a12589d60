import { join } from 'node:path'
import { imageDataGenerator } from '@graft-ml/augment'
import type { Batch, BatchSource, PythonRandom } from '@graft-ml/core'
import { type DecodePool, type DirectoryImages, fromDirectory } from '@graft-ml/dataset'
import type { Setting } from '../jobs/job'

/** How many different batches a measurement in memory goes through, over and over. */
const BATCHES_IN_MEMORY = 5

const TRANSFORMS = {
  train: {
    rescale: 1 / 255,
    rotationRange: 40,
    widthShiftRange: 0.2,
    heightShiftRange: 0.2,
    shearRange: 0.2,
    zoomRange: 0.2,
    horizontalFlip: true,
  },
  validation: { rescale: 1 / 255 },
}

/** The exercise's photos, augmented for training only; with `fitOrder` the training batches of Keras's `fit`. */
export function openPhotos(
  { data, imageSize, batchSize, seed }: Setting,
  part: keyof typeof TRANSFORMS,
  pool: DecodePool,
  fitOrder?: PythonRandom,
): Promise<DirectoryImages> {
  return fromDirectory(join(data, part), {
    targetSize: [imageSize, imageSize],
    batchSize,
    classMode: 'binary',
    seed,
    transform: imageDataGenerator(TRANSFORMS[part]),
    pool,
    fitOrder,
  })
}

/** Training batches that are ready before anything is measured. */
export async function batchesInMemory(setting: Setting, pool: DecodePool): Promise<Batch[]> {
  const train = await openPhotos(setting, 'train', pool)
  const count = Math.min(BATCHES_IN_MEMORY, Math.max(1, Math.floor(train.samples / train.batchSize)))
  return Promise.all(Array.from({ length: count }, (_, index) => train.batch(index)))
}

/** Batches as a source that recipes read again where it ends. */
export function sourceOf(batches: readonly Batch[]): BatchSource {
  return {
    batchesPerEpoch: batches.length,
    async *[Symbol.asyncIterator]() {
      yield* batches
    },
  }
}
