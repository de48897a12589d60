import type { BatchSource, Logs } from '@graft-ml/core'
import type { Engine } from '@graft-ml/engine'
import type { LossName, MetricName } from '@graft-ml/keras'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { BatchCursor, stepsOf } from '../features/batch-cursor'
import { labelsOf } from '../features/feature-source'
import { featureStream } from '../features/feature-stream'
import { joinBatches } from '../features/join-batches'
import { RunningLogs } from '../fit/running-logs'

export interface EvaluateOptions {
  readonly engine: Engine
  readonly data: BatchSource
  /** Default: one pass, `data.batchesPerEpoch`. */
  readonly steps?: number
  /** Default 'binaryCrossentropy'. */
  readonly loss?: LossName
  /** Default ['acc']. */
  readonly metrics?: readonly MetricName[]
}

/**
 * Loss and metrics of a model on labelled pictures, in inference.
 *
 * @example
 * const { loss, acc } = await evaluate(model, { engine, data: validation })
 */
export async function evaluate(model: LayersModel, options: EvaluateOptions): Promise<Logs> {
  const { engine, data, loss: lossName = 'binaryCrossentropy' } = options
  const steps = stepsOf('steps', options.steps, data)
  const logs = new RunningLogs(options.metrics ?? ['acc'], lossName)
  const { trunk, step, dispose } = await engine.prepareInference(model, { loss: lossName })
  const cursor = new BatchCursor(data, 'data')
  try {
    for await (const batch of joinBatches(featureStream(cursor.take(steps), trunk, data))) {
      const labels = labelsOf(batch)
      logs.add(await step.evaluate(batch.features, labels), labels)
      cursor.position = batch.after
    }
  } finally {
    await cursor.close()
    await dispose()
  }
  return logs.result()
}
