import { beforeAll, describe, expect, it } from 'vitest'
import { naiveAverageGradient } from '../poolings/naive-average-gradient'
import { POOLINGS, type Pooling, pooled, slopeAndSum } from '../poolings/test-poolings'
import { asTensor, largestDifference, resultOn, tf } from '../wasm-kernels/test-backends'
import { avgPoolGrad } from './avg-pool-grad'
import { registerCpuKernels } from './register'

/** How far the gradient on cpu is from its definition. */
async function distance(pooling: Pooling): Promise<number> {
  const [gradient] = await resultOn('cpu', () => slopeAndSum(tf.avgPool, pooling, () => asTensor(pooled)))
  return largestDifference([gradient!], [naiveAverageGradient(pooling, pooled.shape)])
}

describe("tfjs's own gradient of averages on cpu", () => {
  // Where this fails, tfjs is mended, and the kernel here is needed no more.
  it.each(POOLINGS.filter(({ pad }) => pad !== 'valid'))(
    'is wrong with padding: $size, $strides, $pad',
    async (pooling) => {
      expect(await distance(pooling)).toBeGreaterThan(0.01)
    },
  )
})

describe('gradients of averages on cpu', () => {
  beforeAll(registerCpuKernels)

  it.each(POOLINGS)('are what the definition says: $size, $strides, $pad', async (pooling) => {
    expect(await distance(pooling)).toBeLessThan(1e-6)
  })

  it('are registered once', () => {
    const registered = tf.getKernel(tf.AvgPoolGrad, 'cpu')
    registerCpuKernels()
    expect(tf.getKernel(tf.AvgPoolGrad, 'cpu')).toBe(registered)
    expect(registered?.kernelFunc).toBe(avgPoolGrad)
  })
})
