import { afterAll, describe, expect, it } from 'vitest'
import { naiveAverageGradient } from '../poolings/naive-average-gradient'
import { POOLINGS, pooled, slopeAndSum } from '../poolings/test-poolings'
import { naiveGradients } from '../wasm-kernels/naive-convolution-gradients'
import {
  asTensor,
  backendDifference,
  between,
  largestDifference,
  randomValues,
  resultOn,
  seeded,
  tf,
} from '../wasm-kernels/test-backends'
import { describeCase, gradients, randomConvolution } from '../wasm-kernels/test-convolutions'
import { whyNoWebgpu } from './test-webgpu'
import { releaseWebgpuBackend } from './webgpu-backend'

const missing = await whyNoWebgpu()
afterAll(releaseWebgpuBackend)

const onWebgpu = (compute: () => tf.Tensor | tf.Tensor[]) => backendDifference(compute, 'webgpu')

describe.skipIf(missing)('gradients of poolings on webgpu', () => {
  it.each(POOLINGS)('of maxima go to the first of several: $size, $strides, $pad', async (pooling) => {
    const maxima = (input: () => tf.Tensor) => () => slopeAndSum(tf.maxPool, pooling, input).slice(0, 1)
    expect(await onWebgpu(maxima(() => asTensor(pooled)))).toBe(0)
    // Rectified, so that whole windows are zero.
    expect(await onWebgpu(maxima(() => tf.relu(asTensor(pooled))))).toBe(0)
  })

  it.each(POOLINGS)(
    'of averages are the transpose of the average: $size, $strides, $pad',
    async (pooling) => {
      // For a linear map A: sum(A x * dy) = sum(x * A^T dy).
      const [gradient, sum] = await resultOn('webgpu', () =>
        slopeAndSum(tf.avgPool, pooling, () => asTensor(pooled)),
      )
      const other = gradient!.data.reduce((total, value, index) => total + value * pooled.data[index]!, 0)
      expect(other / sum!.data[0]!).toBeCloseTo(1, 4)
      expect(largestDifference([gradient!], [naiveAverageGradient(pooling, pooled.shape)])).toBeLessThan(1e-6)
    },
  )

  it('of averages share equally among the pixels that are there', async () => {
    const [corner] = await resultOn('webgpu', () => {
      const dy = tf.tensor4d([1, 0, 0, 0, 0, 0, 0, 0, 0], [1, 3, 3, 1])
      return tf.grad((value) => tf.avgPool(value as tf.Tensor4D, 3, 1, 'same'))(tf.zeros([1, 3, 3, 1]), dy)
    })
    expect([...corner!.data]).toEqual([0.25, 0.25, 0, 0.25, 0.25, 0, 0, 0, 0])
  })
})

describe.skipIf(missing)('what tfjs-backend-webgpu brings for training', () => {
  it('has the gradients of convolutions by their definition', async () => {
    const random = seeded(31)
    for (let at = 0; at < 12; at++) {
      const convolution = randomConvolution(random, 1)
      const received = await resultOn('webgpu', () => gradients(convolution))
      expect(
        largestDifference(received, naiveGradients(convolution)),
        describeCase(convolution),
      ).toBeLessThan(1e-5)
    }
  })

  it.each([
    [false, false],
    [true, false],
    [false, true],
    [true, true],
  ])('multiplies matrices, transposed: %s, %s', async (transposeA, transposeB) => {
    const random = seeded(32)
    for (let at = 0; at < 4; at++) {
      const [rows, inner, columns] = [between(random, 1, 70), between(random, 1, 200), between(random, 1, 70)]
      const a = randomValues(random, transposeA ? [inner, rows] : [rows, inner])
      const b = randomValues(random, transposeB ? [columns, inner] : [inner, columns])
      const product = () => tf.matMul(asTensor(a), asTensor(b), transposeA, transposeB)
      expect(await onWebgpu(product), `${rows} x ${inner} x ${columns}`).toBeLessThan(1e-5)
    }
  })

  it('normalises by the statistics of the batch, forward and backward', async () => {
    const x = randomValues(seeded(33), [4, 5, 6, 7])
    const normalize = (value: tf.Tensor) => {
      const { mean, variance } = tf.moments(value, [0, 1, 2])
      return tf.mul(tf.sub(value, mean), tf.rsqrt(tf.add(variance, 1e-3)))
    }
    const dy = randomValues(seeded(34), x.shape)
    const both = () => [normalize(asTensor(x)), tf.grad(normalize)(asTensor(x), asTensor(dy))]
    expect(await onWebgpu(both)).toBeLessThan(1e-5)
  })
})
