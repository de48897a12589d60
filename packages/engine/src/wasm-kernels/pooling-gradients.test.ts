import { beforeAll, describe, expect, it } from 'vitest'
import { naiveAverageGradient } from '../poolings/naive-average-gradient'
import { POOLINGS, slopeAndSum, pooled as x } from '../poolings/test-poolings'
import { asTensor, backendDifference, largestDifference, resultOn, tf, useWasm } from './test-backends'

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
      expect(largestDifference([gradient!], [naiveAverageGradient(pooling, x.shape)])).toBeLessThan(1e-6)
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
