import { mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createEngine } from '@graft-ml/engine'
import { BatchNormalization, batchNormalization, Dropout } from '@graft-ml/keras'
import { io, memory, ones, type Tensor } from '@tensorflow/tfjs-core'
import { type LayersModel, layers, loadLayersModel, sequential } from '@tensorflow/tfjs-layers'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { smallModel } from '../test-support/small-model'
import { loadModel } from './load-model'
import { saveModel } from './save-model'

let folder: string
beforeAll(async () => {
  await createEngine({ engine: 'cpu' })
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-model-'))
})
afterEach(() => rm(folder, { recursive: true }))

function outputs(model: LayersModel): number[] {
  return [...(model.predict(ones([2, 8, 8, 3])) as Tensor).dataSync()]
}

it('brings back the same model, with Graft’s layers and the metadata', async () => {
  const { model } = smallModel()
  await saveModel(model, join(folder, 'model'), { metadata: { classes: ['cats', 'dogs'] } })
  const before = memory().numTensors
  const { model: loaded, metadata } = await loadModel(join(folder, 'model'))
  expect(outputs(loaded)).toEqual(outputs(model))
  expect(metadata).toEqual({ classes: ['cats', 'dogs'] })
  expect(loaded.getLayer('stem_normalization')).toBeInstanceOf(BatchNormalization)
  expect(loaded.getLayer('dropout')).toBeInstanceOf(Dropout)
  expect(loaded.layers.map((layer) => layer.name)).toEqual(model.layers.map((layer) => layer.name))
  expect(memory().numTensors - before).toBe(model.weights.length + 4) // and the outputs and inputs above
})

it('brings Graft’s layers back into models that are lists of layers', async () => {
  const model = sequential({
    layers: [
      layers.dense({ units: 2, inputShape: [3] }),
      batchNormalization({ scale: false, name: 'normalization' }),
    ],
  })
  await saveModel(model, folder)
  const { model: loaded } = await loadModel(folder)
  expect(loaded.getLayer('normalization')).toBeInstanceOf(BatchNormalization)
})

it('saves what plain tfjs loads', async () => {
  const { model } = smallModel()
  await saveModel(model, folder)
  const json = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'))
  const shards = await Promise.all(
    json.weightsManifest[0].paths.map((path: string) => readFile(join(folder, path))),
  )
  const weightData = new Uint8Array(Buffer.concat(shards)).buffer
  const plain = await loadLayersModel(
    io.fromMemory({
      modelTopology: json.modelTopology,
      weightSpecs: json.weightsManifest[0].weights,
      weightData,
    }),
  )
  expect(plain.getLayer('stem_normalization')).not.toBeInstanceOf(BatchNormalization)
  for (const [index, value] of outputs(plain).entries()) {
    expect(value).toBeCloseTo(outputs(model)[index], 5)
  }
})

it('replaces an older folder whole', async () => {
  const { model } = smallModel()
  await saveModel(model, join(folder, 'model'))
  await writeFile(join(folder, 'model', 'left-over.bin'), '')
  await saveModel(model, join(folder, 'model'))
  expect((await readdir(join(folder, 'model'))).sort()).toEqual(['group1-shard1of1.bin', 'model.json'])
})

it('does not replace what is not a model', async () => {
  const { model } = smallModel()
  await writeFile(join(folder, 'photo.jpg'), '')
  const refused = { code: 'NOT_A_MODEL_FOLDER' }
  await expect(saveModel(model, folder)).rejects.toMatchObject(refused)
  await expect(saveModel(model, join(folder, 'photo.jpg'))).rejects.toMatchObject(refused)
  expect(await readdir(folder)).toEqual(['photo.jpg'])
})

it.each([
  ['no folder', async () => rm(join(folder, 'model.json')), /cannot be read/],
  ['a model.json that is not JSON', async () => writeFile(join(folder, 'model.json'), '{'), /is not JSON/],
  ['another JSON', async () => writeFile(join(folder, 'model.json'), '{}'), /no modelTopology/],
  ['weights cut short', async () => truncate(join(folder, 'group1-shard1of1.bin'), 100), /too short/],
  ['weights missing', async () => rm(join(folder, 'group1-shard1of1.bin')), /cannot be read/],
])('says what is wrong with %s', async (_what, spoil, message) => {
  const { model } = smallModel()
  await saveModel(model, folder)
  await spoil()
  const before = memory().numTensors
  await expect(loadModel(folder)).rejects.toMatchObject({
    code: 'NOT_A_MODEL_FOLDER',
    message: expect.stringMatching(message),
  })
  expect(memory().numTensors).toBe(before)
})

it('refuses weight files outside the folder', async () => {
  const { model } = smallModel()
  await saveModel(model, folder)
  const path = join(folder, 'model.json')
  const json = await readFile(path, 'utf8')
  await writeFile(path, json.replace('group1-shard1of1.bin', '../group1-shard1of1.bin'))
  await expect(loadModel(folder)).rejects.toThrow(/leaves the folder/)
})

describe('with fewer bits', () => {
  async function plainOutputs(): Promise<number[]> {
    const json = JSON.parse(await readFile(join(folder, 'model.json'), 'utf8'))
    const paths: string[] = json.weightsManifest[0].paths
    const shards = await Promise.all(paths.map((path) => readFile(join(folder, path))))
    const weightData = new Uint8Array(Buffer.concat(shards)).buffer
    const weightSpecs = json.weightsManifest[0].weights
    return outputs(
      await loadLayersModel(io.fromMemory({ modelTopology: json.modelTopology, weightSpecs, weightData })),
    )
  }

  it.each([
    ['float16', 0.52, 3],
    ['uint8', 0.5, 1],
  ] as const)('writes %s, which tfjs and loadModel read alike', async (weightType, share, digits) => {
    const { model } = smallModel()
    await saveModel(model, join(folder, 'whole'))
    await saveModel(model, folder.concat('/few'), { weightType })
    const size = async (name: string) => (await stat(join(folder, name, 'group1-shard1of1.bin'))).size
    expect((await size('few')) / (await size('whole'))).toBeLessThanOrEqual(share)
    folder = join(folder, 'few')
    const { model: loaded } = await loadModel(folder)
    const [few, plain, whole] = [outputs(loaded), await plainOutputs(), outputs(model)]
    for (const [index, value] of few.entries()) {
      expect(value).toBeCloseTo(plain[index]!, 5)
      expect(value).toBeCloseTo(whole[index]!, digits)
    }
    expect(few).not.toEqual(whole)
    folder = dirname(folder)
  })

  it('refuses types that it does not know', async () => {
    const { model } = smallModel()
    await expect(saveModel(model, folder, { weightType: 'int4' as 'uint8' })).rejects.toThrow(
      /weightType must be one of 'float32', 'float16', 'uint8'/,
    )
  })
})
