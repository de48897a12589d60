import { createEngine } from '@graft-ml/engine'
import { dense } from '@graft-ml/keras'
import { type LayersModel, sequential } from '@tensorflow/tfjs-layers'
import { beforeAll, expect, it } from 'vitest'
import { smallModel } from '../test-support/small-model'
import { freeze, unfreeze, unfreezeAfter } from './freeze'

beforeAll(async () => {
  await createEngine({ engine: 'cpu' })
})

function open(model: LayersModel): string[] {
  return model.layers
    .filter((layer) => layer.trainable && layer.weights.length > 0)
    .map((layer) => layer.name)
}

it('freezes every layer and opens those after the one named', () => {
  const { base, model } = smallModel()
  expect(freeze(base)).toBe(4)
  expect(open(base)).toEqual([])
  expect(open(model)).toEqual(['hidden', 'score'])
  expect(unfreezeAfter(base, 'stem')).toBe(2)
  expect(open(base)).toEqual(['mixed_conv', 'mixed_normalization'])
  expect(unfreeze(base)).toBe(4)
})

it('leaves BatchNormalization frozen where it is asked to', () => {
  const { base } = smallModel()
  freeze(base)
  expect(unfreezeAfter(base, 'stem', { keepNormalization: true })).toBe(1)
  expect(open(base)).toEqual(['mixed_conv'])
})

it('reaches into models used as layers', () => {
  const inner = sequential({ layers: [dense({ units: 2, inputShape: [3], name: 'inner_dense' })] })
  const outer = sequential({ layers: [inner, dense({ units: 1 })] })
  freeze(outer)
  expect(inner.layers[0].trainable).toBe(false)
})

it('names layers that read alike when the name is wrong', () => {
  const { base } = smallModel()
  expect(() => unfreezeAfter(base, 'mixed9')).toThrow(/no layer 'mixed9'.*'mixed_conv'.*'mixed'/s)
})
