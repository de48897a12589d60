import { ones, type Tensor } from '@tensorflow/tfjs-core'
import { input, layers, model, models } from '@tensorflow/tfjs-layers'
import { beforeAll, expect, it } from 'vitest'
import { use } from '../../test/backends'
import { BatchNormalization, batchNormalization } from './batch-normalization'
import { customObjects } from './custom-objects'
import { dense } from './dense'
import { Dropout, dropout } from './dropout'

beforeAll(() => use('cpu'))

function small() {
  const image = input({ shape: [4] })
  const hidden = dense({ units: 3, seed: 1, name: 'hidden' }).apply(image)
  const normalized = batchNormalization({ scale: false, momentum: 0.9, name: 'normalize' }).apply(hidden)
  const dropped = dropout({ rate: 0.5, seed: 3, name: 'drop' }).apply(normalized)
  return model({ inputs: image, outputs: dropped as ReturnType<typeof input> })
}

it('brings a saved model back with the layers of this package', async () => {
  const loaded = await models.modelFromJSON(
    JSON.parse(JSON.stringify(small().toJSON(null, false))),
    customObjects,
  )
  expect(loaded.getLayer('normalize')).toBeInstanceOf(BatchNormalization)
  expect(loaded.getLayer('drop')).toBeInstanceOf(Dropout)
  expect(loaded.getLayer('normalize').getConfig()).toMatchObject({ scale: false, momentum: 0.9 })
  expect(loaded.getLayer('drop').getConfig()).toMatchObject({ rate: 0.5, seed: 3 })
})

it('is not needed in plain tfjs, which builds its own layers and predicts the same', async () => {
  const original = small()
  const loaded = await models.modelFromJSON(JSON.parse(JSON.stringify(original.toJSON(null, false))))
  expect(loaded.getLayer('normalize')).not.toBeInstanceOf(BatchNormalization)
  expect(loaded.getLayer('normalize').constructor).toBe(layers.batchNormalization().constructor)
  loaded.setWeights(original.getWeights())
  const [a, b] = [original, loaded].map((one) => (one.predict(ones([2, 4])) as Tensor).dataSync())
  a!.forEach((value, i) => {
    expect(value).toBeCloseTo(b![i]!, 6)
  })
})
