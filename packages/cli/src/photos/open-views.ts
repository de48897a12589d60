import { resolve } from 'node:path'
import { imageDataGenerator } from '@graft-ml/augment'
import type { BatchSource } from '@graft-ml/core'
import { type DecodePool, type DirectoryImages, fromFiles } from '@graft-ml/dataset'
import { type Augmentation, generatorOptions, USUAL_AUGMENTATION } from '../knobs/augmentation'
import type { Classifier } from '../model/open-classifier'
import { readRunConfig } from '../run/run-config'
import { readingOf } from './preparation'

export interface OpenViewsOptions {
  readonly classifier: Classifier
  readonly photos: DirectoryImages
  readonly batchSize: number
  readonly pool: DecodePool
}

/**
 * Photos as they are, and then changed as the model's run changed them: views to be averaged over, always the same.
 *
 * @param views how many of each photo
 * @returns undefined where the photos themselves are enough
 */
export async function openViews(
  views: number,
  { classifier, photos, batchSize, pool }: OpenViewsOptions,
): Promise<readonly BatchSource[] | undefined> {
  if (views === 1) return undefined
  const { preparation } = classifier
  const files = photos.filenames.map((name) => resolve(photos.folder, name))
  const reading = { ...readingOf(preparation), batchSize, pool }
  const changes = generatorOptions(await augmentationOf(classifier))
  const transform = imageDataGenerator({ rescale: preparation.rescale, ...changes })
  const changed = Array.from({ length: views - 1 }, (_, view) => ({ ...reading, transform, seed: view + 1 }))
  const all = await Promise.all([reading, ...changed].map((options) => fromFiles(files, options)))
  return all.map((one) => one.epoch())
}

async function augmentationOf({ run }: Classifier): Promise<Augmentation> {
  return run === undefined ? USUAL_AUGMENTATION : (await readRunConfig(run)).train
}
