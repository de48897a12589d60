import { PythonRandom } from '@graft-ml/core'
import { createEngine } from '@graft-ml/engine'
import { memory } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { featureExtraction } from '../fit/feature-extraction'
import { redOrNot, smallModel } from '../test-support/small-model'
import { graftHead } from './graft-head'

beforeAll(async () => {
  await createEngine({ engine: 'cpu' })
})

describe('graftHead', () => {
  it('gives one probability for two classes, on a frozen trunk', async () => {
    const { base } = smallModel()
    const model = graftHead(base, { at: 'mixed', classes: 2, hiddenUnits: 4 })
    expect(model.outputs[0].shape).toEqual([null, 1])
    expect(model.layers.slice(-4).map((layer) => layer.name)).toEqual([
      ...['average', 'hidden', 'dropout', 'probability'],
    ])
    expect(base.layers.every((layer) => !layer.trainable)).toBe(true)
    const engine = await createEngine({ engine: 'onnx' })
    const { history } = await featureExtraction(model, { engine, train: redOrNot(), epochs: 1 })
    expect(history.loss).toHaveLength(1)
    model.dispose()
  })

  it('gives a probability for each of more classes', () => {
    const { base } = smallModel()
    const bare = graftHead(base, { at: 'stem', classes: 5, pooling: 'flatten', hiddenUnits: 0, dropout: 0 })
    expect(bare.outputs[0].shape).toEqual([null, 5])
    expect(bare.layers.slice(-2).map((layer) => layer.name)).toEqual(['flatten', 'probability'])
    expect(bare.layers.some(({ name }) => name === 'mixed')).toBe(false)
    bare.dispose()
  })

  it('draws the same for the same seed', () => {
    const kernelOf = (seed: number) => {
      const model = graftHead(smallModel().base, { at: 'mixed', classes: 2, random: new PythonRandom(seed) })
      const [kernel] = model.getLayer('hidden').getWeights()
      return kernel.dataSync()
    }
    expect(kernelOf(1)).toEqual(kernelOf(1))
    expect(kernelOf(1)).not.toEqual(kernelOf(2))
  })

  it('refuses what makes no head, before anything is made', () => {
    const { base } = smallModel()
    const { numTensors } = memory()
    expect(() => graftHead(base, { at: 'mixed7', classes: 2 })).toThrow(/no layer 'mixed7'.*/)
    expect(() => graftHead(base, { at: 'mixed', classes: 1 })).toThrow(/classes must be a whole number, 2/)
    expect(() => graftHead(base, { at: 'mixed', classes: 2, dropout: 1 })).toThrow(/dropout must be/)
    expect(() => graftHead(base, { at: 'mixed', classes: 2, pooling: 'max' as never })).toThrow(/'average'/)
    expect(memory().numTensors).toBe(numTensors)
  })
})
