import { InvalidArgumentError, type NdArray } from '@graft-ml/core'
import { describe, expect, it } from 'vitest'
import fixture from '../../reference/fixtures/metrics.json'
import { LabelShapeError } from '../losses/label-shape-error'
import { createMetrics, type MetricName } from './create-metrics'
import { WeightedMean } from './weighted-mean'

const array = (shape: number[], data: readonly number[]): NdArray => ({
  shape,
  data: Float32Array.from(data),
})

describe.each(fixture.cases.map((testCase, index) => ({ index, ...testCase })))(
  '$kind labels, case $index',
  ({ updates }) => {
    const names = Object.keys(updates[0]!.results) as MetricName[]

    it('equals Keras after every batch, and again after a reset', () => {
      const metrics = createMetrics(names)
      for (let epoch = 0; epoch < 2; epoch++) {
        metrics.reset()
        for (const { labels, predictions, results } of updates) {
          metrics.update(array(labels.shape, labels.data), array(predictions.shape, predictions.data))
          const actual = metrics.result()
          expect(Object.keys(actual)).toEqual(names)
          for (const [name, wanted] of Object.entries(results)) {
            expect(Math.abs(actual[name]! - (wanted ?? Number.NaN)), name).toBeLessThan(1e-6)
          }
        }
      }
    })
  },
)

describe('accuracy', () => {
  it('counts a prediction of exactly 0.5 as 0', () => {
    const metrics = createMetrics(['acc'])
    metrics.update(array([2, 1], [0, 1]), array([2, 1], [0.5, 0.5]))
    expect(metrics.result()).toEqual({ acc: 0.5 })
  })

  it('keeps the name it was asked for by', () => {
    const metrics = createMetrics(['accuracy', 'acc'], 'binaryCrossentropy')
    metrics.update(array([1, 1], [1]), array([1, 1], [0.9]))
    expect(metrics.result()).toEqual({ accuracy: 1, acc: 1 })
  })
})

it('is 0 before the first batch', () => {
  expect(createMetrics(['acc', 'precision', 'recall', 'auc', 'mse', 'mae']).result()).toEqual({
    acc: 0,
    precision: 0,
    recall: 0,
    auc: 0,
    mse: 0,
    mae: 0,
  })
})

describe('labels of the wrong shape', () => {
  it.each(['acc', 'precision', 'recall', 'auc', 'mse', 'mae'] as const)('are refused by %s', (name) => {
    const metrics = createMetrics([name])
    expect(() => metrics.update(array([4], [0, 1, 0, 1]), array([4, 1], [0, 1, 0, 1]))).toThrow(
      LabelShapeError,
    )
    expect(() => metrics.update(array([2, 1], [0, 1]), array([4, 1], [0, 1, 0, 1]))).toThrow(LabelShapeError)
  })

  it('are measured by the loss, where there is one', () => {
    const classNumbers: [NdArray, NdArray] = [array([2, 1], [0, 1]), array([2, 2], [0.9, 0.1, 0.2, 0.8])]
    const sparse = createMetrics(['acc'], 'sparseCategoricalCrossentropy')
    sparse.update(...classNumbers)
    expect(sparse.result()).toEqual({ acc: 1 })
    expect(() => createMetrics(['acc'], 'binaryCrossentropy').update(...classNumbers)).toThrow(
      LabelShapeError,
    )
  })
})

it('lists the metrics when a name is unknown, and refuses one twice', () => {
  const unknown = () => createMetrics(['f1' as MetricName])
  expect(unknown).toThrow(InvalidArgumentError)
  expect(unknown).toThrow(/metric must be one of 'acc', 'accuracy', 'precision'.*Received: 'f1'/)
  expect(() => createMetrics(['acc', 'acc'])).toThrow(/metrics must be different names/)
})

it('weighs a mean', () => {
  const loss = new WeightedMean()
  expect(loss.result()).toBe(0)
  loss.add(0.5, 20)
  loss.add(2, 10)
  expect(loss.result()).toBe(1)
  loss.reset()
  expect(loss.result()).toBe(0)
})
