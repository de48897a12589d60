import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { imageDataGenerator } from '@graft-ml/augment'
import { fromDirectory } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import { memory } from '@tensorflow/tfjs-core'
import { expect, inject, it } from 'vitest'
import { fineTunePooled, fineTuneTop } from '../src/fine-tune'
import { trainOnPhotos } from '../src/own-photos'
import { disposeAll } from './support/dispose-all'
import { drawClasses } from './support/photos'
import { temporaryFolder } from './support/temporary-folder'

it('trains a head on photos of three classes, saves it, and fine-tunes the top of the trunk with it', async () => {
  const engine = await createEngine()
  const before = memory().numTensors
  const folder = await temporaryFolder()
  await drawClasses(join(folder, 'photos'), 20)
  const out = join(folder, 'model')
  const trained = await trainOnPhotos(join(folder, 'photos'), out, {
    weights: inject('weights'),
    size: 75,
    epochs: 6,
  })

  expect(trained.classes).toEqual(['blue', 'green', 'red'])
  expect(trained.history.val_loss).toHaveLength(6)
  // Chance is a third.
  expect(trained.accuracy).toBeGreaterThan(0.6)
  expect(await readdir(out)).toContain('model.json')
  const { userDefinedMetadata } = JSON.parse(await readFile(join(out, 'model.json'), 'utf8'))
  expect(userDefinedMetadata).toMatchObject({ inputSize: [75, 75], classes: trained.classes })

  const reading = {
    targetSize: [75, 75],
    batchSize: 10,
    transform: imageDataGenerator({ rescale: 1 / 255 }),
  } as const
  const train = await fromDirectory(join(folder, 'photos'), reading)
  const { model, trunk } = trained
  const tuned = await fineTuneTop(model, trunk, { engine, train, validation: train, epochs: 2 })
  const pooled = await fineTunePooled(model, trunk, { engine, train, validation: train, epochs: 1 })
  expect(pooled).toMatchObject({ photos: 60, variants: 5 })
  await train.close()
  expect(tuned.history.val_loss!.length).toBeGreaterThan(0)
  // The promise of the example: never worse than the head alone.
  expect(tuned.after.loss).toBeLessThanOrEqual(tuned.before.loss! + 1e-6)

  disposeAll(model, trunk)
  expect(memory().numTensors).toBe(before)
})
