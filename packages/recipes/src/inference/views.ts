import type { BatchSource, NdArray } from '@graft-ml/core'
import type { PreparedModel } from '@graft-ml/engine'
import { RecipeError } from '../errors/recipe-error'
import { BatchCursor } from '../features/batch-cursor'
import { featureStream } from '../features/feature-stream'
import type { Prediction } from './prediction'

/**
 * One source of pictures, or several that show the same pictures in the same order, each in its own way: as they are,
 * flipped, augmented with one seed or another. Outputs are then averaged over the views, which is called test-time
 * augmentation.
 */
export type Views = BatchSource | readonly BatchSource[]

/** The views as a list; a source by itself is one view. */
export function viewsOf(data: Views): readonly [BatchSource, ...BatchSource[]] {
  return Symbol.asyncIterator in data ? [data] : (data as readonly [BatchSource, ...BatchSource[]])
}

/**
 * The outputs of each batch, averaged over the views of it. One batch of each view is in memory at a time.
 *
 * @throws RecipeError `VIEWS_DIFFER`
 */
export async function* predictViews(
  views: readonly BatchSource[],
  { trunk, step }: PreparedModel,
  steps: number,
): AsyncGenerator<Prediction> {
  const open = views.map((source, view) => {
    const cursor = new BatchCursor(source, views.length > 1 ? `data[${view}]` : 'data')
    return { cursor, stream: featureStream(cursor.take(steps), trunk, source) }
  })
  try {
    for (let taken = 0; taken < steps; taken++) {
      const mean = new MeanPrediction()
      for (const [view, { cursor, stream }] of open.entries()) {
        const { features, labels, paths, after } = (await stream.next()).value!
        mean.add({ outputs: await step.predict(features), labels, paths }, view)
        cursor.position = after
      }
      yield mean.result()
    }
  } finally {
    // What has gone wrong in one must not leave the others open.
    await Promise.all(open.map(({ stream }) => stream.return(undefined)))
    await Promise.all(open.map(({ cursor }) => cursor.close()))
  }
}

/** The mean of what a model says of several views of a batch. */
class MeanPrediction {
  private first: Prediction | undefined
  private sum = new Float64Array()
  private views = 0

  add(prediction: Prediction, view: number): void {
    this.first ??= prediction
    if (!isSame(this.first, prediction)) throw differ(view)
    const { data } = prediction.outputs
    if (this.views++ === 0) this.sum = Float64Array.from(data)
    else for (const [at, value] of data.entries()) this.sum[at]! += value
  }

  result(): Prediction {
    const first = this.first!
    if (this.views === 1) return first
    const data = Float32Array.from(this.sum, (value) => value / this.views)
    return { ...first, outputs: { data, shape: first.outputs.shape } }
  }
}

/** Whether two batches hold the same pictures, as far as that can be told. */
function isSame(one: Prediction, other: Prediction): boolean {
  if (one.outputs.shape[0] !== other.outputs.shape[0]) return false
  if (one.paths && other.paths) return one.paths.every((path, row) => path === other.paths![row])
  return isEqual(one.labels, other.labels)
}

function isEqual(one: NdArray | undefined, other: NdArray | undefined): boolean {
  return !one || !other || one.data.every((value, at) => value === other.data[at])
}

function differ(view: number): RecipeError {
  return new RecipeError({
    code: 'VIEWS_DIFFER',
    message: `data[${view}] shows other pictures than data[0], or the same in another order.`,
    hint: 'Make all of them from the same folder with `shuffle: false`, or with the same seed.',
  })
}
