import { join } from 'node:path'
import { imageDataGenerator } from '@graft-ml/augment'
import { PythonRandom } from '@graft-ml/core'
import { fromDirectory } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import { graftHead } from '@graft-ml/recipes'
import { memory } from '@tensorflow/tfjs-core'
import {
  initializers,
  input,
  type LayersModel,
  layers,
  model as modelOf,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers'
import { expect, it } from 'vitest'
import { crossValidate, findRate, judgeViews, trainHead, tuneGradually } from '../src/beyond-keras'
import { drawClasses } from './support/photos'
import { temporaryFolder } from './support/temporary-folder'

const engine = await createEngine()
const reading = {
  targetSize: [16, 16],
  classes: ['blue', 'red'],
  classMode: 'binary',
  batchSize: 8,
  transform: imageDataGenerator({ rescale: 1 / 255 }),
  seed: 1,
} as const
const changed = { transform: imageDataGenerator({ rescale: 1 / 255, horizontalFlip: true }), seed: 2 }

async function drawnPhotos(): Promise<string> {
  const photos = join(await temporaryFolder(), 'photos')
  await drawClasses(photos, 20)
  return photos
}

/** Three convolutions that are called as the last blocks of Inception V3. */
function smallTrunk(): LayersModel {
  const image = input({ shape: [16, 16, 3] })
  const blocks = ['mixed5', 'mixed6', 'mixed7'].map((name, seed) => {
    const kernelInitializer = initializers.glorotUniform({ seed })
    return layers.conv2d({ filters: 4, kernelSize: 3, kernelInitializer, name })
  })
  const outputs = blocks.reduce((x, block) => block.apply(x) as SymbolicTensor, image)
  return modelOf({ inputs: image, outputs })
}

it('trains with every recipe, and leaks nothing', async () => {
  const photos = await drawnPhotos()
  const train = await fromDirectory(photos, reading)
  const validation = await fromDirectory(photos, { ...reading, shuffle: false })
  const base = smallTrunk()
  const model = graftHead(base, { at: 'mixed7', classes: 2, hiddenUnits: 16, random: new PythonRandom(1) })
  const before = memory().numTensors
  const recipe = { engine, train, validation, epochs: 4 }
  const rate = await findRate(model, recipe)
  expect(rate).toBeGreaterThan(1e-6)
  const history = await trainHead(model, [20, 20], recipe)
  expect(history.val_loss).toHaveLength(4)
  expect(history.learning_rate![3]).toBeLessThan(1e-6)
  const tuned = await tuneGradually(model, base, { ...recipe, epochs: 1 })
  expect(tuned.val_loss).toHaveLength(2)
  expect(await judgeViews(model, photos, { engine, reading, changed })).toBeGreaterThan(0.6)
  expect(memory().numTensors).toBe(before)
  await Promise.all([train.close(), validation.close()])
  model.dispose()
})

it('validates on each photo once', async () => {
  const newBase = async () => smallTrunk()
  const photos = await drawnPhotos()
  const accuracies = await crossValidate(photos, newBase, { engine, reading, epochs: 1 })
  expect(accuracies).toHaveLength(5)
  // Eight photos are in each fold.
  for (const accuracy of accuracies) expect((8 * accuracy) % 1).toBeCloseTo(0, 5)
})
