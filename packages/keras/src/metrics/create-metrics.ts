import { InvalidArgumentError, type NdArray, oneOf } from '@graft-ml/core'
import { checkSameShape, checkSparseShape } from '../losses/check-label-shape'
import type { LossName } from '../losses/get-loss'
import { accuracy } from './accuracy'
import { auc } from './auc'
import { precision, recall } from './precision-recall'
import { meanAbsoluteErrorMetric, meanSquaredErrorMetric } from './regression-errors'

const METRICS = Object.freeze({
  acc: accuracy,
  accuracy,
  precision,
  recall,
  auc,
  mse: meanSquaredErrorMetric,
  mae: meanAbsoluteErrorMetric,
})

/**
 * The name of a metric.
 *
 * @useDeclaredType
 */
export type MetricName = keyof typeof METRICS

/** All metrics, by name. */
export const metricNames = Object.freeze(Object.keys(METRICS) as MetricName[])

/** Several metrics kept up to date together. */
export interface Metrics {
  /**
   * Adds a batch: labels as the dataset gives them, predictions [N, units] as the model puts them out.
   *
   * @throws LabelShapeError where their shapes do not go together.
   */
  update(labels: NdArray, predictions: NdArray): void
  /** By the names given to {@link createMetrics}, over all batches since the last `reset`; 0 before the first. */
  result(): Record<string, number>
  /** Forgets all batches; call it at the start of an epoch. */
  reset(): void
}

/**
 * Streaming metrics by Keras's names, on plain arrays.
 *
 * @param names Each becomes a key of the results, as it was written.
 * @param loss The loss of the model, if there is one: labels must then have the shape that it asks for. Without it,
 *   the shapes alone decide what `acc` counts.
 * @throws InvalidArgumentError for an unknown name, with the valid ones, or one that is given twice.
 * @example
 * const metrics = createMetrics(['acc', 'auc'], 'binaryCrossentropy')
 * metrics.update(batch.labels, predictions)
 * metrics.result() // { acc: 0.94, auc: 0.98 }
 */
export function createMetrics(names: readonly MetricName[], loss?: LossName): Metrics {
  const repeated = names.find((name, index) => names.indexOf(name) !== index)
  if (repeated !== undefined) {
    throw new InvalidArgumentError({ argument: 'metrics', expected: 'different names', received: names })
  }
  const metrics = names.map((name) => ({ name, metric: METRICS[oneOf('metric', name, metricNames)](name) }))
  return {
    update: (labels, predictions) => {
      if (loss !== undefined) checkForLoss(loss, labels.shape, predictions.shape)
      for (const { metric } of metrics) metric.update(labels, predictions)
    },
    result: () => Object.fromEntries(metrics.map(({ name, metric }) => [name, metric.result()])),
    reset: () => {
      for (const { metric } of metrics) metric.reset()
    },
  }
}

function checkForLoss(loss: LossName, labels: readonly number[], predictions: readonly number[]): void {
  const check = loss === 'sparseCategoricalCrossentropy' ? checkSparseShape : checkSameShape
  check(loss, labels, predictions)
}
