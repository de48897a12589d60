import { describe, expect, it, vi } from 'vitest'
import { asTensor, largestDifference, randomValues, seeded, type Values } from '../wasm-kernels/test-backends'
import { registerTensorflowKernels } from './narrow-products'
import { tf, useTensorflow } from './test-tensorflow'

const missing = await useTensorflow()

const SHAPES: readonly [name: string, a: number[], b: number[], isTurned: boolean][] = [
  ['a few rows by a large matrix', [3, 128], [1024, 128], true],
  ['stacks of them', [2, 3, 128], [2, 1024, 128], true],
  ['many rows', [200, 128], [1024, 128], false],
  ['a small matrix', [3, 8], [1024, 8], false],
]

async function product(backend: string, a: Values, b: Values): Promise<Values> {
  await tf.setBackend(backend)
  const result = tf.tidy(() => tf.matMul(asTensor(a), asTensor(b), false, true))
  const values = { data: result.dataSync<'float32'>().slice(), shape: result.shape }
  result.dispose()
  return values
}

describe.skipIf(missing)('a product with a transposed matrix', () => {
  it.each(SHAPES)('%s', async (_, shapeA, shapeB, isTurned) => {
    const random = seeded(3)
    const [a, b] = [randomValues(random, shapeA), randomValues(random, shapeB)]
    const expected = await product('cpu', a, b)
    await tf.setBackend('tensorflow')
    const { numTensors, numBytes } = tf.memory()
    const transposed = vi.spyOn(tf.getKernel('Transpose', 'tensorflow')!, 'kernelFunc')
    const received = await product('tensorflow', a, b)
    expect(transposed.mock.calls.length).toBe(isTurned ? 1 : 0)
    transposed.mockRestore()
    expect(largestDifference([received], [expected])).toBeLessThan(1e-5)
    expect(tf.memory()).toMatchObject({ numTensors, numBytes })
  })

  it('has right gradients', async () => {
    const random = seeded(4)
    const [a, b] = [randomValues(random, [3, 128]), randomValues(random, [1024, 128])]
    const gradientsOn = async (backend: string) => {
      await tf.setBackend(backend)
      const gradients = tf.grads((x: tf.Tensor, y: tf.Tensor) =>
        tf.sum(tf.square(tf.matMul(x, y, false, true))),
      )
      const both = tf.tidy(() => gradients([asTensor(a), asTensor(b)]))
      const values = both.map((one) => ({ data: one.dataSync<'float32'>().slice(), shape: one.shape }))
      tf.dispose(both)
      return values
    }
    const expected = await gradientsOn('cpu')
    expect(largestDifference(await gradientsOn('tensorflow'), expected)).toBeLessThan(1e-5)
  })

  it('is registered once', () => {
    const before = tf.getKernel('BatchMatMul', 'tensorflow')
    registerTensorflowKernels()
    expect(tf.getKernel('BatchMatMul', 'tensorflow')).toBe(before)
  })
})
