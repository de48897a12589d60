import type { BatchSource, Logs } from '@graft-ml/core'
import type { Engine, PreparedModel } from '@graft-ml/engine'
import { getLoss, type LossName, type MetricName } from '@graft-ml/keras'
import { mean, tensor, tidy } from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { BatchCursor, stepsOf } from '../features/batch-cursor'
import { labelsOf } from '../features/feature-source'
import { featureStream } from '../features/feature-stream'
import { joinBatches } from '../features/join-batches'
import { RunningLogs, type SeenBatch } from '../fit/running-logs'
import { predictViews, type Views, viewsOf } from './views'

/** What a model is evaluated on, and by which loss and metrics. */
export interface EvaluateOptions {
  readonly engine: Engine
  /** Several sources are views of the same pictures: their averaged outputs are judged. */
  readonly data: Views
  /** Default: one pass, `batchesPerEpoch` of the data. */
  readonly steps?: number
  /** Default 'binaryCrossentropy'. */
  readonly loss?: LossName
  /** Default ['acc']. */
  readonly metrics?: readonly MetricName[]
}

/**
 * Loss and metrics of a model on labelled pictures, in inference.
 *
 * @throws RecipeError `NO_LABELS`, `NO_BATCHES`, `VIEWS_DIFFER`
 *
 * @example
 * const { loss, acc } = await evaluate(model, { engine, data: validation })
 * const averaged = await evaluate(model, { engine, data: [validation, flipped] })
 */
export async function evaluate(model: LayersModel, options: EvaluateOptions): Promise<Logs> {
  const { engine, loss = 'binaryCrossentropy' } = options
  const views = viewsOf(options.data)
  const steps = stepsOf('steps', options.steps, views[0])
  const logs = new RunningLogs(options.metrics ?? ['acc'], loss)
  const prepared = await engine.prepareInference(model, { loss })
  try {
    const batches =
      views.length > 1 ? judgeViews(views, prepared, steps, loss) : judge(views[0], prepared, steps)
    for await (const { labels, ...result } of batches) logs.add(result, labels)
  } finally {
    await prepared.dispose()
  }
  return logs.result()
}

async function* judge(
  data: BatchSource,
  { trunk, step }: PreparedModel,
  steps: number,
): AsyncGenerator<SeenBatch> {
  const cursor = new BatchCursor(data, 'data')
  try {
    for await (const batch of joinBatches(featureStream(cursor.take(steps), trunk, data))) {
      const labels = labelsOf(batch)
      yield { ...(await step.evaluate(batch.features, labels)), labels }
      cursor.position = batch.after
    }
  } finally {
    await cursor.close()
  }
}

async function* judgeViews(
  views: readonly BatchSource[],
  prepared: PreparedModel,
  steps: number,
  lossName: LossName,
): AsyncGenerator<SeenBatch> {
  const { fromOutputs } = getLoss(lossName)
  for await (const prediction of predictViews(views, prepared, steps)) {
    const { outputs } = prediction
    const labels = labelsOf(prediction)
    const loss = tidy(() =>
      mean(fromOutputs(tensor(labels.data, [...labels.shape]), tensor(outputs.data, [...outputs.shape]))),
    )
    const [value] = await loss.data<'float32'>()
    loss.dispose()
    yield { loss: value, outputs, labels }
  }
}
