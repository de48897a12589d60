import { RandomState } from '@graft-ml/core'
import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import '@tensorflow/tfjs-backend-wasm'
// Its import registers the gradients.
import '@tensorflow/tfjs-layers'
import { registerWasmKernels } from './register'

export { tf }

/** Numbers of a tensor, ready to become one on any backend. */
export interface Values {
  readonly data: Float32Array
  readonly shape: number[]
}

export async function useWasm(): Promise<void> {
  await tf.setBackend('wasm')
  registerWasmKernels()
}

/** Values uniform in [-1, 1). */
export function randomValues(random: RandomState, shape: number[]): Values {
  const size = tf.util.sizeFromShape(shape)
  return { data: Float32Array.from({ length: size }, () => random.uniform(-1, 1)), shape }
}

export function seeded(seed: number): RandomState {
  return new RandomState(seed)
}

/** A whole number from `low` to `high`, both possible. */
export function between(random: RandomState, low: number, high: number): number {
  return Math.floor(random.uniform(low, high + 1))
}

export const asTensor = ({ data, shape }: Values): tf.Tensor => tf.tensor(data.slice(), shape, 'float32')

/**
 * What `compute` gives on one backend.
 *
 * @throws Error when it leaves a tensor or a buffer behind.
 */
export async function resultOn(backend: string, compute: () => tf.Tensor | tf.Tensor[]): Promise<Values[]> {
  await tf.setBackend(backend)
  const before = { ...tf.memory() }
  const dataBefore = tf.backend().numDataIds()
  const results = tf.tidy(() => [compute()].flat())
  const values = await Promise.all(
    results.map(async (result) => ({ data: (await result.data<'float32'>()).slice(), shape: result.shape })),
  )
  tf.dispose(results)
  const { numTensors, numBytes } = tf.memory()
  const numData = tf.backend().numDataIds()
  if (numTensors !== before.numTensors || numBytes !== before.numBytes || numData !== dataBefore) {
    throw new Error(
      `${backend}: ${numTensors - before.numTensors} tensors, ${numData - dataBefore} buffers left`,
    )
  }
  return values
}

/** The largest difference relative to the largest value, over all results; infinite where shapes differ. */
export function largestDifference(received: readonly Values[], expected: readonly Values[]): number {
  if (received.length !== expected.length) return Number.POSITIVE_INFINITY
  return Math.max(...received.map((values, index) => difference(values, expected[index]!)))
}

function difference(received: Values, expected: Values): number {
  if (!tf.util.arraysEqual(received.shape, expected.shape)) return Number.POSITIVE_INFINITY
  let [worst, scale] = [0, 1e-6]
  expected.data.forEach((value, index) => {
    scale = Math.max(scale, Math.abs(value))
    const gap = Math.abs(value - received.data[index]!)
    worst = Number.isNaN(gap) ? Number.POSITIVE_INFINITY : Math.max(worst, gap)
  })
  return worst / scale
}

/** How far the cpu backend and another are apart on the same computation. */
export async function backendDifference(
  compute: () => tf.Tensor | tf.Tensor[],
  backend = 'wasm',
): Promise<number> {
  const expected = await resultOn('cpu', compute)
  return largestDifference(await resultOn(backend, compute), expected)
}
