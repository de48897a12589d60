import { type Tensor, zeros } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { backends, use } from '../../test/backends'
import { dense } from './dense'

function kernelOf(config: Parameters<typeof dense>[0], inputs = 300): Float32Array {
  const layer = dense(config)
  layer.apply(zeros([1, inputs]))
  const [kernel] = layer.getWeights() as [Tensor]
  return kernel.dataSync<'float32'>()
}

describe.each(backends)('on %s', (backend) => {
  beforeAll(() => use(backend))

  it('fills the kernel uniformly within sqrt(6 / (inputs + units))', () => {
    const kernel = kernelOf({ units: 200, seed: 1 })
    const limit = Math.sqrt(6 / 500)
    const [low, high] = kernel.reduce(([a, b], v) => [Math.min(a!, v), Math.max(b!, v)], [0, 0])
    expect(high).toBeLessThanOrEqual(Math.fround(limit))
    expect(high).toBeGreaterThan(0.99 * limit)
    expect(low).toBeGreaterThanOrEqual(-Math.fround(limit))
    expect(low).toBeLessThan(-0.99 * limit)
    const variance = kernel.reduce((sum, value) => sum + value * value, 0) / kernel.length
    // Uniform, not the truncated normal that tfjs would draw: a third of the square of the limit.
    expect(variance / (limit * limit)).toBeCloseTo(1 / 3, 2)
  })

  it('depends on the seed', () => {
    expect(kernelOf({ units: 4, seed: 1 })).toEqual(kernelOf({ units: 4, seed: 1 }))
    expect(kernelOf({ units: 4, seed: 1 })).not.toEqual(kernelOf({ units: 4, seed: 2 }))
    expect(kernelOf({ units: 4 })).not.toEqual(kernelOf({ units: 4 }))
  })

  it('leaves a given initializer alone', () => {
    expect(new Set(kernelOf({ units: 4, seed: 1, kernelInitializer: 'ones' }))).toEqual(new Set([1]))
  })
})

it('fills the same kernel on every backend', async () => {
  await use('cpu')
  const kernel = kernelOf({ units: 4, seed: 1 })
  await use('wasm')
  expect(kernelOf({ units: 4, seed: 1 })).toEqual(kernel)
})
