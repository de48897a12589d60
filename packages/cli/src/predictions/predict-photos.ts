import { relative, resolve, sep } from 'node:path'
import type { BatchSource } from '@graft-ml/core'
import type { DirectoryImages } from '@graft-ml/dataset'
import type { Engine } from '@graft-ml/engine'
import { predict } from '@graft-ml/recipes'
import type { LayersModel } from '@tensorflow/tfjs-layers'

/** What a model says of one photo. */
export interface PhotoPrediction {
  /** Relative, with forward slashes. */
  readonly path: string
  /** Index of its class; undefined where that is not known. */
  readonly label: number | undefined
  /** Index of the class that the model takes it for. */
  readonly prediction: number
  /** One for each class; together 1. */
  readonly probabilities: readonly number[]
}

export interface PredictPhotosOptions {
  readonly model: LayersModel
  readonly engine: Engine
  readonly photos: DirectoryImages
  /** Several views of each of these photos, to be averaged over. Default: the photos as they are. */
  readonly views?: readonly BatchSource[]
  /** What paths are relative to. Default: the folder of photos. */
  readonly relativeTo?: string
  readonly signal?: AbortSignal
  /** Told how many photos of all were looked at, after each batch. */
  readonly onProgress?: (done: number, all: number) => void
}

/**
 * What a model says of each photo, in the order of the files, however the source shuffles them.
 *
 * @returns undefined where the signal ended it
 */
export async function predictPhotos(options: PredictPhotosOptions): Promise<PhotoPrediction[] | undefined> {
  const { model, engine, photos, signal, onProgress } = options
  const data = options.views ?? photos.epoch()
  const probabilities = new Map<string, number[]>()
  for await (const { outputs, paths } of predict(model, { engine, data, signal })) {
    const [, units] = outputs.shape as [number, number]
    for (const [row, path] of paths!.entries()) {
      probabilities.set(path, probabilitiesOf(outputs.data.subarray(row * units, (row + 1) * units)))
    }
    onProgress?.(probabilities.size, photos.samples)
  }
  if (signal?.aborted) return undefined
  return photos.filenames.map((name, index) => {
    const path = resolve(photos.folder, name)
    return predictionOf(path, probabilities.get(path)!, index, options)
  })
}

function predictionOf(
  path: string,
  probabilities: readonly number[],
  index: number,
  { photos, relativeTo = photos.folder }: PredictPhotosOptions,
): PhotoPrediction {
  return {
    path: relative(relativeTo, path).split(sep).join('/'),
    label: photos.classes.length > 0 ? photos.labels[index] : undefined,
    prediction: probabilities.indexOf(Math.max(...probabilities)),
    probabilities,
  }
}

/** A single output is the probability of the second of two classes. */
function probabilitiesOf(outputs: Float32Array): number[] {
  return outputs.length === 1 ? [1 - outputs[0]!, outputs[0]!] : [...outputs]
}
