import { imageDataGenerator } from '@graft-ml/augment'
import type { Preparation, PythonRandom } from '@graft-ml/core'
import {
  type DecodePool,
  type DirectoryImages,
  type DirectoryOptions,
  fromDirectory,
} from '@graft-ml/dataset'
import type { TrainConfig } from '../config/train-knobs'
import { CliError } from '../errors/cli-error'
import { generatorOptions } from '../knobs/augmentation'
import type { Parts } from './find-parts'
import { readingOf } from './preparation'

export interface OpenPhotosOptions {
  readonly parts: Parts
  readonly config: TrainConfig
  readonly preparation: Preparation
  readonly pool: DecodePool
}

/** Photos to train on, in the order in which Keras's `fit` would read them. */
export async function openTraining(
  { parts, ...options }: OpenPhotosOptions,
  fitOrder: PythonRandom,
): Promise<DirectoryImages> {
  const { config, preparation } = options
  const { rescale } = preparation
  return await open(parts.train, options, {
    ...subsetOf('training', parts, config),
    ...(config.augment && { transform: imageDataGenerator({ rescale, ...generatorOptions(config) }) }),
    fitOrder,
  })
}

/** Photos to validate on. */
export async function openValidation({ parts, ...options }: OpenPhotosOptions): Promise<DirectoryImages> {
  const { config } = options
  const subset = subsetOf('validation', parts, config)
  const folder = config.fold === undefined ? parts.validation : undefined
  return await open(folder ?? parts.train, options, subset)
}

async function open(
  folder: string,
  { config, preparation, pool }: Omit<OpenPhotosOptions, 'parts'>,
  more: DirectoryOptions,
): Promise<DirectoryImages> {
  const { batchSize, seed, broken: onBroken } = config
  const { classes } = preparation
  const classMode = classes.length === 2 ? 'binary' : 'categorical'
  const reading = { ...readingOf(preparation), batchSize, classMode, seed, onBroken, pool } as const
  const photos = await fromDirectory(folder, { ...reading, ...more })
  checkClasses(photos, classes)
  return photos
}

/** A part of the photos to train on, where there are no others to validate on or a fold was asked for. */
function subsetOf(
  subset: 'training' | 'validation',
  { validation }: Parts,
  { validationSplit, fold }: TrainConfig,
): DirectoryOptions {
  if (fold !== undefined) {
    const [part, of] = fold.split('/').map(Number) as [number, number]
    return { fold: { index: part - 1, of }, subset }
  }
  return validation === undefined ? { validationSplit, subset } : {}
}

function checkClasses({ folder, classes }: DirectoryImages, expected: readonly string[]): void {
  if (classes.join('/') === expected.join('/')) return
  throw new CliError({
    code: 'DIFFERENT_CLASSES',
    message: `${folder} has the classes ${classes.join(', ')}, and not those of the training: ${expected.join(', ')}.`,
    hint: 'Labels are the places of the classes in their order: give both the same folders.',
  })
}
