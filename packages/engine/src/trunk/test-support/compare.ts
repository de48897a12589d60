import { type NdArray, RandomState } from '@graft-ml/core'
import * as tf from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { expect } from 'vitest'
import type { Trunk } from '../trunk'
import { uniform } from './models'

/** Images of the model's size (`open` where it leaves one open), from -1 to 1. */
export function imagesFor(built: LayersModel, batch: number, open = 9): NdArray {
  const shape = [batch, ...built.inputs[0].shape.slice(1).map((size) => size ?? open)]
  return { data: uniform(new RandomState(7), tf.util.sizeFromShape(shape), -1, 1), shape }
}

/** What tfjs itself makes of the images. */
export function predict(built: LayersModel, images: NdArray): NdArray[] {
  return tf.tidy(() => {
    const outputs = built.predict(tf.tensor(images.data, [...images.shape]))
    return [outputs].flat().map((output) => ({ data: output.dataSync<'float32'>(), shape: output.shape }))
  })
}

/** Expects the trunk to give what the model predicts. */
export async function expectSame(
  trunk: Trunk,
  built: LayersModel,
  images: NdArray,
  within = 1e-4,
): Promise<void> {
  const expected = predict(built, images)
  const received = await trunk.run(images)
  expect(received.map(({ shape }) => shape)).toEqual(expected.map(({ shape }) => shape))
  received.forEach((array, index) => {
    expect(largestDifference(array, expected[index])).toBeLessThan(within)
  })
}

export function largestDifference(a: NdArray, b: NdArray): number {
  let largest = a.data.length === b.data.length ? 0 : Number.POSITIVE_INFINITY
  for (let i = 0; i < a.data.length; i++) {
    const difference = Math.abs(a.data[i] - b.data[i])
    // A NaN on one side only must not pass for small.
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference
  }
  return largest
}
