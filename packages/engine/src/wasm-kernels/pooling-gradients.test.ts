import { beforeAll, describe, expect, it } from 'vitest'
import { asTensor, backendDifference, randomValues, resultOn, seeded, tf, useWasm } from './test-backends'

type Pair = [number, number]

interface Pooling {
  readonly size: Pair
  readonly strides: Pair
  readonly pad: 'same' | 'valid' | number
}

const POOLINGS: Pooling[] = [
  { size: [3, 3], strides: [1, 1], pad: 'same' },
  { size: [3, 3], strides: [2, 2], pad: 'valid' },
  { size: [2, 2], strides: [2, 2], pad: 'same' },
  { size: [2, 4], strides: [3, 1], pad: 'valid' },
  { size: [3, 3], strides: [2, 2], pad: 1 },
]

const random = seeded(21)
const x = randomValues(random, [2, 9, 8, 5])

/** The gradient of a pooling under slopes that differ from pixel to pixel, and the pooling under the same slopes. */
function slopeAndSum(
  pool: typeof tf.maxPool,
  { size, strides, pad }: Pooling,
  input: () => tf.Tensor,
): tf.Tensor[] {
  const apply = (value: tf.Tensor) => pool(value as tf.Tensor4D, size, strides, pad)
  const outputs = apply(input())
  const dy = tf.reshape(tf.range(1, outputs.size + 1), outputs.shape)
  return [tf.grad(apply)(input(), dy), tf.sum(tf.mul(outputs, dy))]
}

beforeAll(useWasm)

describe('gradients of poolings on wasm', () => {
  it.each(POOLINGS)(
    'of maxima are those of the cpu backend, ties too : $size, $strides, $pad',
    async (pooling) => {
      const maxima = (input: () => tf.Tensor) => () => slopeAndSum(tf.maxPool, pooling, input).slice(0, 1)
      expect(await backendDifference(maxima(() => asTensor(x)))).toBe(0)
      // Rectified, so that whole windows are zero.
      expect(await backendDifference(maxima(() => tf.relu(asTensor(x))))).toBe(0)
    },
  )

  it.each(POOLINGS)(
    'of averages are the transpose of the average, at the edges too : $size, $strides, $pad',
    async (pooling) => {
      // For a linear map A: sum(A x * dy) = sum(x * A^T dy).
      const [gradient, sum] = await resultOn('wasm', () =>
        slopeAndSum(tf.avgPool, pooling, () => asTensor(x)),
      )
      const other = gradient!.data.reduce((total, value, index) => total + value * x.data[index]!, 0)
      expect(other / sum!.data[0]!).toBeCloseTo(1, 4)
    },
  )

  it('of averages share equally among the pixels that are there', async () => {
    const corner = await resultOn('wasm', () => {
      const input = tf.zeros([1, 3, 3, 1])
      const dy = tf.tensor4d([1, 0, 0, 0, 0, 0, 0, 0, 0], [1, 3, 3, 1])
      return tf.grad((value) => tf.avgPool(value as tf.Tensor4D, 3, 1, 'same'))(input, dy)
    })
    expect([...corner[0]!.data]).toEqual([0.25, 0.25, 0, 0.25, 0.25, 0, 0, 0, 0])
  })
})
