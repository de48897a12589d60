import { basename, dirname, join } from 'node:path'
import { listPictures } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import { memory } from '@tensorflow/tfjs-core'
import { expect, it } from 'vitest'
import { classify } from '../src/streaming-predictions'
import { saveBlueOrRedModel, saveColorModel } from './support/color-model'
import { drawClasses } from './support/photos'
import { temporaryFolder } from './support/temporary-folder'

it('names each photo, in order, and keeps nothing, also where the loop is left', async () => {
  await createEngine()
  const folder = await temporaryFolder()
  await saveColorModel(join(folder, 'model'))
  await drawClasses(join(folder, 'photos'), 15)
  const names = await listPictures(join(folder, 'photos'))
  const files = names.map((name) => join(folder, 'photos', name))
  const before = memory().numTensors

  const seen: string[] = []
  for await (const { path, name, probability } of classify(join(folder, 'model'), files)) {
    seen.push(path)
    expect(name).toBe(basename(dirname(path)))
    expect(probability).toBeGreaterThan(0.5)
    expect(probability).toBeLessThanOrEqual(1)
  }
  expect(seen).toEqual(files)
  expect(memory().numTensors).toBe(before)

  for await (const { path } of classify(join(folder, 'model'), files)) {
    expect(path).toBe(files[0])
    break
  }
  expect(memory().numTensors).toBe(before)
})

it('understands a single output', async () => {
  await createEngine()
  const folder = await temporaryFolder()
  await saveBlueOrRedModel(join(folder, 'model'))
  await drawClasses(join(folder, 'photos'), 2)
  const files = ['blue/0.ppm', 'red/0.ppm'].map((name) => join(folder, 'photos', name))
  const names: string[] = []
  for await (const { name, probability } of classify(join(folder, 'model'), files)) {
    names.push(name)
    expect(probability).toBeGreaterThan(0.5)
  }
  expect(names).toEqual(['blue', 'red'])
})
