import { beforeAll, describe, expect, it } from 'vitest'
import { transposesResult } from './multiply'
import { streams } from './multiply-streaming'
import {
  asTensor,
  backendDifference,
  between,
  largestDifference,
  randomValues,
  resultOn,
  seeded,
  tf,
  useWasm,
} from './test-backends'
import type { BackendWasm } from './wasm-backend'

const FLAGS = [false, true].flatMap((a) => [false, true].map((b) => [a, b] as const))

beforeAll(useWasm)

describe('products on wasm', () => {
  it.each(FLAGS)('agree with the cpu backend (transposed: %s, %s)', async (transposeA, transposeB) => {
    const random = seeded(1)
    for (let i = 0; i < 12; i++) {
      const [rows, inner, columns] = [1, 2, 3].map(() => between(random, 1, 70)) as [number, number, number]
      const a = randomValues(random, transposeA ? [inner, rows] : [rows, inner])
      const b = randomValues(random, transposeB ? [columns, inner] : [inner, columns])
      const multiply = () => tf.matMul(asTensor(a), asTensor(b), transposeA, transposeB)
      expect(await backendDifference(multiply), `${a.shape} x ${b.shape}`).toBeLessThan(1e-5)
    }
  })

  it.each(FLAGS)('keep batch axes (transposed: %s, %s)', async (transposeA, transposeB) => {
    const random = seeded(2)
    for (const batch of [[3], [2, 2], [1, 1], [1]]) {
      const a = randomValues(random, [...batch, ...(transposeA ? [6, 5] : [5, 6])])
      const b = randomValues(random, [...batch, ...(transposeB ? [4, 6] : [6, 4])])
      const multiply = () => tf.matMul(asTensor(a), asTensor(b), transposeA, transposeB)
      expect(await backendDifference(multiply), `${batch}`).toBeLessThan(1e-5)
    }
  })

  it.each([1, 4, 7])('stream through a large right-hand matrix (%i rows)', async (rows) => {
    const random = seeded(3)
    // 130 rows are two blocks and a rest.
    const [a, b] = [randomValues(random, [rows, 130]), randomValues(random, [130, 8192])]
    await useWasm()
    tf.tidy(() => {
      expect(streams(tf.backend() as BackendWasm, asTensor(b))).toBe(true)
    })
    expect(await backendDifference(() => tf.matMul(asTensor(a), asTensor(b)))).toBeLessThan(1e-5)
    const fused = () => tf.fused.matMul({ a: asTensor(a), b: asTensor(b), activation: 'relu' })
    expect(await backendDifference(fused)).toBeLessThan(1e-5)
  })

  it.each(['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu', 'prelu'] as const)(
    'fuse bias and %s with transposed operands',
    async (activation) => {
      const random = seeded(4)
      // The original is wrong from 49 inner numbers on.
      const [a, b] = [randomValues(random, [5, 100]), randomValues(random, [7, 100])]
      const [bias, slopes] = [randomValues(random, [7]), randomValues(random, [7])]
      const multiply = () =>
        tf.fused.matMul({
          a: asTensor(a),
          b: asTensor(b),
          transposeB: true,
          bias: asTensor(bias),
          activation,
          preluActivationWeights: activation === 'prelu' ? asTensor(slopes) : undefined,
          leakyreluAlpha: 0.3,
        })
      expect(await backendDifference(multiply)).toBeLessThan(1e-5)
    },
  )

  it('have gradients that agree with the cpu backend', async () => {
    const random = seeded(5)
    const [x, w, bias] = [[6, 60], [60, 9], [9]].map((shape) => randomValues(random, shape))
    const slopes = () =>
      tf.grads((a, b, c) => tf.sum(tf.square(tf.fused.matMul({ a, b, bias: c, activation: 'linear' }))))(
        [x, w, bias].map((values) => asTensor(values!)),
      )
    expect(await backendDifference(slopes)).toBeLessThan(1e-5)
  })

  it('report shapes that do not fit as tfjs does', async () => {
    await useWasm()
    tf.tidy(() => {
      expect(() => tf.matMul(tf.ones([2, 3]), tf.ones([2, 3]))).toThrow(/inner shapes/i)
    })
  })
})

describe('transposesResult', () => {
  const matrix = (shape: number[], transposed: boolean) => ({
    matrix: { dataId: {}, shape, dtype: 'float32' as const },
    transposed,
  })

  it('leaves the large operand of a dense layer alone', () => {
    // Input gradient: dy [20, 1024] times w^T; weight gradient: x^T times dy.
    expect(transposesResult(matrix([20, 1024], false), matrix([37632, 1024], true))).toBe(true)
    expect(transposesResult(matrix([20, 37632], true), matrix([20, 1024], false))).toBe(false)
    expect(transposesResult(matrix([20, 1024], false), matrix([1024, 9], false))).toBe(false)
  })

  it('gives the same product either way', async () => {
    const random = seeded(6)
    const [wide, tall] = [randomValues(random, [3, 50]), randomValues(random, [400, 50])]
    const received = await resultOn('wasm', () => tf.matMul(asTensor(wide), asTensor(tall), false, true))
    const expected = await resultOn('wasm', () => tf.matMul(asTensor(wide), tf.transpose(asTensor(tall))))
    expect(largestDifference(received, expected)).toBeLessThan(1e-6)
  })
})
