import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
import { memory, type Scalar, setBackend, sum, type Tensor, tensor } from '@tensorflow/tfjs-core'
// Importing tfjs-layers registers the gradients of all operations.
import type { layers } from '@tensorflow/tfjs-layers'
import '@tensorflow/tfjs-layers'
import { expect } from 'vitest'

/** The backends that the tests of this package run on; both come from npm and need no other library. */
export const backends = ['cpu', 'wasm'] as const

export async function use(backend: (typeof backends)[number]): Promise<void> {
  if (!(await setBackend(backend))) throw new Error(`tfjs could not start its ${backend} backend.`)
}

/** An array as the fixtures hold it. */
export interface Vector {
  readonly shape: readonly number[]
  readonly data: readonly number[]
}

export function toTensor({ data, shape }: Vector): Tensor {
  return tensor(Float32Array.from(data), [...shape], 'float32')
}

/** Same shape, and every value within `tolerance`, relative for values above 1. */
export function expectClose(actual: Tensor, expected: Vector, tolerance: number): void {
  expect(actual.shape).toEqual(expected.shape)
  const values = actual.dataSync<'float32'>()
  const distance = expected.data.reduce(
    (worst, value, i) => Math.max(worst, Math.abs(values[i]! - value) / Math.max(1, Math.abs(value))),
    0,
  )
  expect(distance).toBeLessThanOrEqual(tolerance)
}

/** How many tensors `work` leaves behind. */
export function leakOf(work: () => void): number {
  const before = memory().numTensors
  work()
  return memory().numTensors - before
}

/** The outputs of a layer with one input and one output. */
export function run(layer: layers.Layer, inputs: Tensor, training: boolean): Tensor {
  return layer.apply(inputs, { training }) as Tensor
}

/** The sum of all values: something to take the gradient of. */
export function total(values: Tensor): Scalar {
  return sum(values)
}
