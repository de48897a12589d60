import { randomValues, seeded, tf } from '../wasm-kernels/test-backends'

type Pair = [number, number]

/** A pooling to be differentiated. */
export interface Pooling {
  readonly size: Pair
  readonly strides: Pair
  readonly pad: 'same' | 'valid' | number
}

export const POOLINGS: Pooling[] = [
  { size: [3, 3], strides: [1, 1], pad: 'same' },
  { size: [3, 3], strides: [2, 2], pad: 'valid' },
  { size: [2, 2], strides: [2, 2], pad: 'same' },
  { size: [2, 4], strides: [3, 1], pad: 'valid' },
  { size: [3, 3], strides: [2, 2], pad: 1 },
  { size: [2, 2], strides: [1, 1], pad: 'valid' },
  { size: [4, 2], strides: [1, 3], pad: 'same' },
  { size: [4, 4], strides: [2, 2], pad: 'same' },
]

export const pooled = randomValues(seeded(21), [2, 9, 8, 5])

/** The gradient of a pooling under slopes that differ from pixel to pixel, and the pooling under the same slopes. */
export function slopeAndSum(
  pool: typeof tf.maxPool,
  { size, strides, pad }: Pooling,
  input: () => tf.Tensor,
): tf.Tensor[] {
  const apply = (value: tf.Tensor) => pool(value as tf.Tensor4D, size, strides, pad)
  const outputs = apply(input())
  const dy = tf.reshape(tf.range(1, outputs.size + 1), outputs.shape)
  return [tf.grad(apply)(input(), dy), tf.sum(tf.mul(outputs, dy))]
}
