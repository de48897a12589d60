import { relative, resolve, sep } from 'node:path'
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
  /** What paths are relative to. Default: the folder of photos. */
  readonly relativeTo?: string
  readonly signal?: AbortSignal
}

/** Photo by photo in the order of the files, a batch at a time. */
export async function* predictPhotos(options: PredictPhotosOptions): AsyncGenerator<PhotoPrediction> {
  const { model, engine, photos, signal, relativeTo = photos.folder } = options
  const labels = new Map(
    photos.filenames.map((name, index) => [resolve(photos.folder, name), photos.labels[index]]),
  )
  const isLabelled = photos.classes.length > 0
  for await (const { outputs, paths } of predict(model, { engine, data: photos.epoch(), signal })) {
    const [, units] = outputs.shape as [number, number]
    for (const [row, path] of paths!.entries()) {
      const probabilities = probabilitiesOf(outputs.data.subarray(row * units, (row + 1) * units))
      yield {
        path: relative(relativeTo, path).split(sep).join('/'),
        label: isLabelled ? labels.get(path) : undefined,
        prediction: probabilities.indexOf(Math.max(...probabilities)),
        probabilities,
      }
    }
  }
}

/** A single output is the probability of the second of two classes. */
export function probabilitiesOf(outputs: Float32Array): number[] {
  return outputs.length === 1 ? [1 - outputs[0]!, outputs[0]!] : [...outputs]
}
