import { InvalidArgumentError } from '@graft-ml/core'
import { dispose, ones, variable, variableGrads } from '@tensorflow/tfjs-core'
import { layers } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { backends, leakOf, run, total, use } from '../../test/backends'
import { type Dropout, dropout } from './dropout'

/** What the layer makes of ones. */
function masked(layer: Dropout, shape: number[], training = true): number[] {
  const inputs = ones(shape)
  const outputs = run(layer, inputs, training)
  const values = Array.from(outputs.dataSync())
  dispose([inputs, outputs])
  return values
}

describe.each(backends)('on %s', (backend) => {
  beforeAll(() => use(backend))

  it('drops the share `rate` and divides the rest by 1 - rate', () => {
    const values = masked(dropout({ rate: 0.2, seed: 1 }), [20, 1024])
    expect(new Set(values)).toEqual(new Set([0, Math.fround(1 / 0.8)]))
    const dropped = values.filter((value) => value === 0).length / values.length
    // Five standard deviations of 20,480 draws.
    expect(Math.abs(dropped - 0.2)).toBeLessThan(5 * Math.sqrt((0.2 * 0.8) / values.length))
  })

  it('draws the same sequence of different masks from the same seed', () => {
    const [a, b, other] = [7, 7, 8].map((seed) => dropout({ rate: 0.5, seed }))
    const first = [masked(a!, [4, 16]), masked(a!, [4, 16])]
    expect(first[0]).not.toEqual(first[1])
    expect([masked(b!, [4, 16]), masked(b!, [4, 16])]).toEqual(first)
    expect(masked(other!, [4, 16])).not.toEqual(first[0])
  })

  it('goes on where another run stopped', () => {
    const layer = dropout({ rate: 0.5, seed: 7 })
    masked(layer, [4, 16])
    const resumed = dropout({ rate: 0.5, seed: 7 })
    resumed.calls = layer.calls
    expect(masked(resumed, [4, 16])).toEqual(masked(layer, [4, 16]))
  })

  it('passes everything on, and draws nothing, when not training or with rate 0', () => {
    const layer = dropout({ rate: 0.5, seed: 7 })
    expect(masked(layer, [2, 3], false)).toEqual([1, 1, 1, 1, 1, 1])
    expect(layer.calls).toBe(0)
    expect(masked(dropout({ rate: 0, seed: 7 }), [2, 3])).toEqual([1, 1, 1, 1, 1, 1])
    expect(masked(dropout({ rate: 1, seed: 7 }), [2, 3])).toEqual([0, 0, 0, 0, 0, 0])
  })

  it('shares a mask along the axes where noiseShape is 1', () => {
    const values = masked(dropout({ rate: 0.5, seed: 3, noiseShape: [null, 1, null] }), [2, 3, 8])
    for (let i = 0; i < 8; i++) expect(values.slice(8, 16)).toEqual(values.slice(0, 8))
    expect(values.slice(24, 32)).not.toEqual(values.slice(0, 8))
  })

  it('sends gradients back through what it kept, and leaks nothing', () => {
    const layer = dropout({ rate: 0.5, seed: 7 })
    const inputs = variable(ones([4, 16]))
    const step = (): number[] => {
      const { value, grads } = variableGrads(() => total(run(layer, inputs, true)), [inputs])
      const gradient = Array.from(grads[inputs.name]!.dataSync())
      dispose([value, ...Object.values(grads)])
      return gradient
    }
    expect(step()).toEqual(masked(dropout({ rate: 0.5, seed: 7 }), [4, 16]))
    expect(leakOf(step)).toBe(0)
    inputs.dispose()
  })
})

it('draws the same masks on every backend', async () => {
  const seen: number[][] = []
  for (const backend of backends) {
    await use(backend)
    seen.push(masked(dropout({ rate: 0.3, seed: 11 }), [8, 32]))
  }
  expect(seen[0]).toEqual(seen[1])
})

it('has the config of the layer of tfjs, and keeps a drawn seed in it', () => {
  const config = { name: 'drop', rate: 0.3, seed: 5, noiseShape: [null, 1] as number[] }
  expect(dropout(config).getConfig()).toEqual(layers.dropout(config).getConfig())
  const unseeded = dropout({ rate: 0.5 })
  expect(unseeded.getConfig().seed).toBe(unseeded.seed)
  expect(dropout({ rate: 0.5 }).seed).not.toBe(unseeded.seed)
})

it('refuses a rate or a noise shape that makes no sense', () => {
  expect(() => dropout({ rate: 1.5 })).toThrow(InvalidArgumentError)
  expect(() => dropout({ rate: Number.NaN })).toThrow(/rate must be from 0 to 1/)
  expect(() => masked(dropout({ rate: 0.5, noiseShape: [2, 5] }), [2, 3])).toThrow(/noiseShape/)
})
