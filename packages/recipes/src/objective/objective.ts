import { InvalidArgumentError, type NdArray } from '@graft-ml/core'
import type { ResolvedObjective } from './options'

/** What a batch's labels ask of a training step, and of its metrics. */
export interface Lesson {
  /** What the loss compares the outputs with, of the labels' shape. */
  readonly target: NdArray
  /** [N]; undefined where each sample counts the same. */
  readonly sampleWeights: Float32Array | undefined
  /** What metrics count: of a mixture of two classes the one with the larger share. */
  readonly truth: NdArray
}

/** Turns labels into what a step learns from. */
export class Objective {
  constructor(private readonly options: ResolvedObjective) {}

  /** @throws InvalidArgumentError where there are other classes than class weights */
  lesson(labels: NdArray): Lesson {
    const { classWeights, loss } = this.options
    return {
      target: this.target(labels),
      truth: loss === 'binaryCrossentropy' ? decided(labels) : labels,
      sampleWeights: classWeights && weightsOfSamples(labels, classWeights, loss),
    }
  }

  /** What validation compares the outputs with: smoothed as in training, but each sample counts the same. */
  target(labels: NdArray): NdArray {
    const { labelSmoothing, loss } = this.options
    if (labelSmoothing === 0) return labels
    const classes = loss === 'binaryCrossentropy' ? 2 : labels.shape.at(-1)!
    const evenly = labelSmoothing / classes
    return { data: labels.data.map((label) => label * (1 - labelSmoothing) + evenly), shape: labels.shape }
  }
}

/** With several classes the largest share decides anyway; a single number must be 0 or 1. */
function decided(labels: NdArray): NdArray {
  const isDecided = labels.data.every((label) => label === 0 || label === 1)
  return isDecided ? labels : { data: labels.data.map(Math.round), shape: labels.shape }
}

/** A sample that is partly of one class and partly of another counts in these parts. */
function weightsOfSamples(
  { data, shape }: NdArray,
  classWeights: readonly number[],
  loss: ResolvedObjective['loss'],
): Float32Array {
  const [samples] = shape
  const columns = data.length / samples
  const check = (classes: number) => checkCount(classWeights, classes)
  if (loss === 'sparseCategoricalCrossentropy') {
    const classes = Math.max(classWeights.length, ...data.map((label) => label + 1))
    return data.map((label) => check(classes)[label])
  }
  if (columns === 1) {
    const [ofZero, ofOne] = check(2)
    return data.map((label) => ofZero * (1 - label) + ofOne * label)
  }
  const weights = check(columns)
  return Float32Array.from({ length: samples }, (_, sample) =>
    weights.reduce((sum, weight, at) => sum + weight * data[sample * columns + at], 0),
  )
}

function checkCount(received: readonly number[], classes: number): readonly number[] {
  if (received.length === classes) return received
  throw new InvalidArgumentError({
    argument: 'classWeights',
    expected: `one number for each of the ${classes} classes`,
    received,
  })
}
