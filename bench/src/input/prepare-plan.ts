import { join } from 'node:path'
import { fetchDataset, listPictures } from '@graft-ml/dataset'
import type { BenchOptions } from '../command/options'
import { BenchError } from '../errors/bench-error'
import type { Plan } from '../measures/plan'
import { readThrough } from './read-through'

/**
 * Photos and weights, found and read once, and how many steps they make.
 *
 * @throws BenchError `NO_SPLITS`; ArchiveError, FileError
 */
export async function preparePlan(options: BenchOptions): Promise<Plan> {
  const { imageSize, batchSize, seed, engine, calls, pairs, weights } = options
  const data = await fetchDataset(options.data)
  const training = await picturesIn(data, 'train')
  const validation = await picturesIn(data, 'validation')
  await readThrough([weights, ...training, ...validation])
  return {
    setting: { data, weights, imageSize, batchSize, seed, engine },
    steps: options.steps ?? Math.ceil(training.length / batchSize),
    validationSteps: options.validationSteps ?? Math.ceil(validation.length / batchSize),
    calls,
    pairs,
  }
}

async function picturesIn(data: string, part: string): Promise<string[]> {
  const folder = join(data, part)
  const pictures = await listPictures(folder).catch((cause: unknown) => {
    throw noSplits(data, part, cause)
  })
  if (pictures.length === 0) throw noSplits(data, part)
  return pictures.map((picture) => join(folder, picture))
}

function noSplits(data: string, part: string, cause?: unknown): BenchError {
  return new BenchError({
    code: 'NO_SPLITS',
    message: `--data has no photos in ${part}/. Received: ${data}.`,
    hint: 'Put them as train/cats, train/dogs, validation/cats, validation/dogs (any two class names will do).',
    cause,
  })
}
