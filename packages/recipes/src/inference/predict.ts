import type { Engine } from '@graft-ml/engine'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { stepsOf } from '../features/batch-cursor'
import type { Prediction } from './prediction'
import { predictViews, type Views, viewsOf } from './views'

/** What a model predicts. */
export interface PredictOptions {
  readonly engine: Engine
  /**
   * Pictures in batches; labels, where there are any, come back beside the outputs. Several sources are views of the
   * same pictures, over which the outputs are averaged.
   */
  readonly data: Views
  /** Default: one pass, `batchesPerEpoch` of the data. */
  readonly steps?: number
  readonly signal?: AbortSignal
}

/**
 * Runs a model over pictures, batch by batch: nothing is kept, whatever the number of pictures.
 *
 * @example
 * for await (const { outputs, paths } of predict(model, { engine, data })) console.log(paths, outputs.data)
 */
export async function* predict(model: LayersModel, options: PredictOptions): AsyncGenerator<Prediction> {
  const { engine, data, signal } = options
  const views = viewsOf(data)
  const steps = stepsOf('steps', options.steps, views[0])
  const prepared = await engine.prepareInference(model)
  try {
    for await (const prediction of predictViews(views, prepared, steps)) {
      yield prediction
      if (signal?.aborted) return
    }
  } finally {
    await prepared.dispose()
  }
}
