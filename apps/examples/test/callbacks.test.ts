import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { imageDataGenerator } from '@graft-ml/augment'
import { fromDirectory } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import { adam, dense } from '@graft-ml/keras'
import { featureExtraction, freeze, loadModel } from '@graft-ml/recipes'
import { memory } from '@tensorflow/tfjs-core'
import { input, layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { expect, it } from 'vitest'
import { callbacksFor } from '../src/callbacks'
import { drawParts } from './support/photos'
import { temporaryFolder } from './support/temporary-folder'

/** The mean of each channel, and a head on it. */
function smallModel() {
  const image = input({ shape: [16, 16, 3] })
  const trunk = modelOf({
    inputs: image,
    outputs: layers.conv2d({ filters: 3, kernelSize: 1 }).apply(image) as SymbolicTensor,
  })
  freeze(trunk)
  const mean = layers.globalAveragePooling2d({}).apply(trunk.outputs)
  const outputs = dense({ units: 3, activation: 'softmax', seed: 1 }).apply(mean) as SymbolicTensor
  return modelOf({ inputs: image, outputs })
}

it('saves the best model, logs each epoch, and ends when it is good enough', async () => {
  const engine = await createEngine()
  const folder = await temporaryFolder()
  await drawParts(folder, 10)
  const reading = {
    targetSize: [16, 16],
    batchSize: 10,
    transform: imageDataGenerator({ rescale: 1 / 255 }),
    seed: 1,
  } as const
  const train = await fromDirectory(join(folder, 'train'), reading)
  const validation = await fromDirectory(join(folder, 'validation'), reading)
  const model = smallModel()
  const before = memory().numTensors
  const said: string[] = []
  const { history, reason } = await featureExtraction(model, {
    ...{ engine, train, validation, loss: 'categoricalCrossentropy', epochs: 60 },
    optimizer: adam({ learningRate: 0.1 }),
    callbacks: callbacksFor(join(folder, 'run'), (line) => said.push(line)),
  })
  await Promise.all([train.close(), validation.close()])
  expect(memory().numTensors).toBe(before)

  expect(reason).toBe('stopped-by-callback')
  const epochs = history.val_acc!.length
  expect(epochs).toBeLessThan(60)
  expect(said).toEqual([`val_acc is 1.00 after epoch ${epochs}.`])
  const lines = (await readFile(join(folder, 'run/history.csv'), 'utf8')).trim().split(/\r?\n/)
  expect(lines[0]).toMatch(/^epoch,.*val_loss/)
  expect(lines).toHaveLength(1 + epochs)
  const best = await loadModel(join(folder, 'run/best'))
  expect(best.model.countParams()).toBe(model.countParams())
  best.model.dispose()
  // What is finished has nothing to go on with.
  expect(existsSync(join(folder, 'run/backup/feature-extraction.backup'))).toBe(false)
  model.dispose()
})
