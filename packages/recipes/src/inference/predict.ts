import type { BatchSource, NdArray } from '@graft-ml/core'
import type { Engine } from '@graft-ml/engine'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { BatchCursor, stepsOf } from '../features/batch-cursor'
import { featureStream } from '../features/feature-stream'

export interface PredictOptions {
  readonly engine: Engine
  /** Pictures in batches; labels, where there are any, come back beside the outputs. */
  readonly data: BatchSource
  /** Default: one pass, `data.batchesPerEpoch`. */
  readonly steps?: number
  readonly signal?: AbortSignal
}

/** Outputs of one batch. */
export interface Prediction {
  /** [N, units] */
  readonly outputs: NdArray
  readonly labels?: NdArray
  readonly paths?: readonly string[]
}

/**
 * Runs a model over pictures, batch by batch: nothing is kept, whatever the number of pictures.
 *
 * @example
 * for await (const { outputs, paths } of predict(model, { engine, data })) console.log(paths, outputs.data)
 */
export async function* predict(model: LayersModel, options: PredictOptions): AsyncGenerator<Prediction> {
  const { engine, data, signal } = options
  const steps = stepsOf('steps', options.steps, data)
  const { trunk, step, dispose } = await engine.prepareInference(model)
  const cursor = new BatchCursor(data, 'data')
  try {
    const stream = featureStream(cursor.take(steps), trunk, data)
    for await (const { features, labels, paths, after } of stream) {
      const outputs = await step.predict(features)
      cursor.position = after
      yield { outputs, labels, paths }
      if (signal?.aborted) return
    }
  } finally {
    await cursor.close()
    await dispose()
  }
}
