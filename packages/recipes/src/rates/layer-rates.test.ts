import { createEngine, type Engine } from '@graft-ml/engine'
import { sgd } from '@graft-ml/keras'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { beforeAll, expect, it } from 'vitest'
import { fineTune } from '../fit/fine-tune'
import { redOrNot, smallModel } from '../test-support/small-model'
import { type LayerRates, rateFactorsOf } from './layer-rates'

let engine: Engine
beforeAll(async () => {
  engine = await createEngine({ engine: 'onnx' })
})

const kernelOf = (model: LayersModel, name: string) => model.getLayer(name).getWeights()[0].dataSync().slice()

/** How far the kernels of three layers move in one step of plain descent. */
async function moves(layerRates?: LayerRates): Promise<number[]> {
  const { model } = smallModel()
  const names = ['stem_conv', 'mixed_conv', 'score']
  const before = names.map((name) => kernelOf(model, name))
  const optimizer = sgd({ learningRate: 0.1 })
  await fineTune(model, { engine, train: redOrNot(), epochs: 1, stepsPerEpoch: 1, optimizer, layerRates })
  const far = names.map((name, place) => {
    const after = kernelOf(model, name)
    return Math.hypot(...after.map((value, at) => value - before[place][at]))
  })
  model.dispose()
  return far
}

it('multiplies the learning rate of layers up to the one that is named', async () => {
  const plain = await moves()
  expect(plain.every((far) => far > 1e-6)).toBe(true)
  const slowed = await moves({ stem: 0, mixed: 0.5 })
  expect(slowed[0]).toBe(0)
  expect(slowed[1] / plain[1]).toBeCloseTo(0.5, 3)
  expect(slowed[2] / plain[2]).toBeCloseTo(1, 5)
})

it('takes the first of the named layers that comes after', () => {
  const { model } = smallModel()
  const factors = rateFactorsOf(model, { mixed: 0.5, stem: 0.1 })
  const factorOf = (name: string) => factors.get(model.getLayer(name).weights[0].originalName)
  expect([factorOf('stem_conv'), factorOf('mixed_conv'), factorOf('score')]).toEqual([0.1, 0.5, undefined])
  expect(() => rateFactorsOf(model, { mixed9: 1 })).toThrow(/no layer 'mixed9'.*/)
  expect(() => rateFactorsOf(model, { mixed: -1 })).toThrow(/layerRates.mixed/)
  model.dispose()
})
