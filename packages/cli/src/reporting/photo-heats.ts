import { join } from 'node:path'
import type { Preparation } from '@graft-ml/core'
import { fromFiles } from '@graft-ml/dataset'
import { featureLayer, gradCamOfFeatures } from '@graft-ml/keras'
import { predict } from '@graft-ml/recipes'
import type { HeatMap } from '@graft-ml/report'
import type { PagePrediction } from '@graft-ml/report/page'
import { type Tensor4D, tensor, tidy } from '@tensorflow/tfjs-core'
import { type LayersModel, layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import type { Machinery } from '../engine/with-engine'
import { readingOf } from '../photos/preparation'

export interface HeatOptions extends Machinery {
  /** What the paths of the photos are relative to. */
  readonly folder: string
  readonly model: LayersModel
  readonly preparation: Preparation
}

/** Where a model looks in each photo when it says what it says. */
export async function photoHeats(
  photos: readonly PagePrediction[],
  options: HeatOptions,
): Promise<HeatMap[]> {
  const { folder, model, preparation, engine, pool } = options
  if (photos.length === 0) return []
  const paths = photos.map(({ path }) => join(folder, path))
  const data = await fromFiles(paths, { ...readingOf(preparation), batchSize: 8, pool })
  const { output } = featureLayer(model)
  const [, ...shape] = (output as SymbolicTensor).shape as [null, number, number, number]
  const heats: HeatMap[] = []
  // The engine gives rows of numbers.
  const flat = layers.flatten({}).apply(output) as SymbolicTensor
  for await (const { outputs } of predict(modelOf({ inputs: model.inputs, outputs: flat }), {
    engine,
    data: data.epoch(),
  })) {
    const size = outputs.data.length / outputs.shape[0]!
    for (let row = 0; row < outputs.shape[0]!; row++) {
      const features = outputs.data.subarray(row * size, (row + 1) * size)
      heats.push(await heatOf(model, features, shape, photos[heats.length]!.prediction))
    }
  }
  return heats
}

async function heatOf(
  model: LayersModel,
  features: Float32Array,
  [height, width, channels]: readonly [number, number, number] | number[],
  classIndex: number,
): Promise<HeatMap> {
  const map = tidy(() =>
    gradCamOfFeatures(model, tensor(features, [1, height!, width!, channels!]) as Tensor4D, { classIndex }),
  )
  try {
    return { height: height!, width: width!, data: await map.data() }
  } finally {
    map.dispose()
  }
}
