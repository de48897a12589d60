import { PythonRandom } from '@graft-ml/core'
import { dispose, ones, type Tensor, zeros } from '@tensorflow/tfjs-core'
import { initializers, type layers } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import fixture from '../../reference/fixtures/random.json'
import { backends, run, use } from '../../test/backends'
import { dense } from './dense'
import { dropout } from './dropout'
import { glorotUniform } from './glorot-uniform'

interface Values {
  shape: number[]
  data: number[]
}

describe.each(backends)('on %s, layers draw what Keras draws', (backend) => {
  beforeAll(() => use(backend))

  it('one after the other from one generator', () => {
    const random = new PythonRandom(fixture.setRandomSeed)
    const first = dense({ units: 3, random })
    const dropped = dropout({ rate: 0.4, random })
    const second = dense({ units: 2, random })
    const shared = dropout({ rate: 0.5, random, noiseShape: [null, 1] })
    expect([kernelOf(first, 5), kernelOf(second, 5)]).toEqual(fixture.kernels.map(({ data }) => data))
    for (const [at, layer] of [dropped, shared].entries()) expectMasks(layer, fixture.masks[at]!)
  })

  it.each(fixture.glorot)('glorotUniform with seed $seed', ({ seed, kernel: { shape, data } }) => {
    const values = glorotUniform({ seed }).apply(shape)
    expect(Array.from(values.dataSync())).toEqual(data)
    expect(values.shape).toEqual(shape)
    values.dispose()
  })

  it.each(fixture.dropout)('dropout of $rate with seed $seed', ({ rate, seed, masks }) => {
    expectMasks(dropout({ rate, seed }), masks)
  })
})

it('leaves the generator alone where Keras does: a seed is given, an initializer, or nothing is dropped', () => {
  const random = new PythonRandom(1)
  dense({ units: 2, seed: 5, random })
  dense({ units: 2, kernelInitializer: 'ones', random })
  dropout({ rate: 0.5, seed: 5, random })
  dropout({ rate: 0, random })
  expect(random.randint(1, 1e9)).toBe(new PythonRandom(1).randint(1, 1e9))
})

it("is tfjs's own initializer in a config", () => {
  const own = initializers.glorotUniform({ seed: 3 })
  expect(glorotUniform({ seed: 3 }).getConfig()).toEqual(own.getConfig())
  expect(glorotUniform({ seed: 3 }).getClassName()).toBe(own.getClassName())
})

function kernelOf(layer: layers.Layer, inputs: number): number[] {
  layer.apply(zeros([1, inputs]))
  return Array.from((layer.getWeights()[0] as Tensor).dataSync())
}

function expectMasks(layer: ReturnType<typeof dropout>, masks: Values[]): void {
  for (const { shape, data } of masks) {
    const inputs = ones(shape)
    const outputs = run(layer, inputs, true)
    expect(Array.from(outputs.dataSync())).toEqual(data)
    dispose([inputs, outputs])
  }
}
