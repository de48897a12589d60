import type { NdArray } from '@graft-ml/core'
import { checkSameShape, checkSparseShape } from '../losses/check-label-shape'
import { type LabelKind, labelKind } from './label-kind'
import { meanMetric } from './mean-metric'
import type { Metric } from './metric'

type Score = (labels: NdArray, predictions: NdArray) => number

const SCORES: Record<LabelKind, Score> = { binary, categorical, sparse }

/**
 * The share of right predictions.
 *
 * Like Keras's `accuracy` it chooses by the shapes: one output is right when `label == (prediction > 0.5)`;
 * of several the largest (the first of equals) is compared with the label's largest, or with the class number.
 */
export function accuracy(name: string): Metric {
  return meanMetric((labels, predictions) => {
    const kind = labelKind(labels.shape, predictions.shape)
    const check = kind === 'sparse' ? checkSparseShape : checkSameShape
    check(name, labels.shape, predictions.shape)
    return SCORES[kind](labels, predictions)
  })
}

function binary({ data: labels }: NdArray, { data: predictions }: NdArray): number {
  return share(labels.length, (i) => labels[i] === (predictions[i]! > 0.5 ? 1 : 0))
}

function categorical(labels: NdArray, predictions: NdArray): number {
  const classes = predictions.shape.at(-1)!
  const rows = predictions.data.length / classes
  return share(rows, (row) => largest(labels.data, row, classes) === largest(predictions.data, row, classes))
}

function sparse(labels: NdArray, predictions: NdArray): number {
  const classes = predictions.shape.at(-1)!
  return share(labels.data.length, (row) => labels.data[row] === largest(predictions.data, row, classes))
}

function share(count: number, isRight: (index: number) => boolean): number {
  let right = 0
  for (let i = 0; i < count; i++) if (isRight(i)) right += 1
  return right / count
}

/** The column of the largest value in a row, the first of equals. */
function largest(data: Float32Array, row: number, columns: number): number {
  let best = 0
  for (let column = 1; column < columns; column++) {
    if (data[row * columns + column]! > data[row * columns + best]!) best = column
  }
  return best
}
