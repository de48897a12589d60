import '@tensorflow/tfjs-backend-cpu'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { zeros } from '@tensorflow/tfjs-core'
import {
  input,
  type LayersModel,
  layers,
  model as modelOf,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers'
import { afterAll, expect, it } from 'vitest'
import { batchNormalization } from '../layers/batch-normalization'
import { dense } from '../layers/dense'
import { libraryOverFiles } from './hdf5-library'
import { loadWeights } from './load-weights'
import { saveKerasModel } from './save-keras-model'

const folder = mkdtempSync(join(tmpdir(), 'graft-keras-model-'))
afterAll(() => rmSync(folder, { recursive: true }))

function network(seed: number): LayersModel {
  const image = input({ shape: [8, 8, 3], name: 'image' })
  const normal = batchNormalization({ scale: false, name: 'normal' }).apply(image)
  const flat = layers.flatten({ name: 'flat' }).apply(normal)
  const outputs = dense({ units: 2, seed, name: 'out' }).apply(flat) as SymbolicTensor
  return modelOf({ inputs: image, outputs, name: 'graft' })
}

it('holds what Keras builds a model from, and its weights', async () => {
  const [model, other, path] = [network(1), network(2), join(folder, 'model.h5')]
  model.getLayer('out').setWeights([model.getLayer('out').getWeights()[0]!, zeros([2])])
  await saveKerasModel(model, path)
  await loadWeights(other, path)
  const values = (network: LayersModel) => network.getWeights().map((weight) => [...weight.dataSync()])
  expect(values(other)).toEqual(values(model))

  const { File } = await libraryOverFiles()
  const file = new File(path, 'r')
  try {
    const config = JSON.parse(file.attrs.model_config!.value as string)
    expect(config.class_name).toBe('Functional')
    expect(
      config.config.layers.map(({ name, class_name: kind }: Record<string, string>) => [name, kind]),
    ).toEqual([
      ['image', 'InputLayer'],
      ['normal', 'BatchNormalization'],
      ['flat', 'Flatten'],
      ['out', 'Dense'],
    ])
    expect(config.config.layers[3].config).toMatchObject({ units: 2, use_bias: true })
    expect(Object.keys(file.attrs)).toEqual(expect.arrayContaining(['backend', 'keras_version']))
  } finally {
    file.close()
  }
})

it('says where it could not be written', async () => {
  const file = join(folder, 'file')
  writeFileSync(file, '')
  await expect(saveKerasModel(network(1), join(file, 'model.h5'))).rejects.toMatchObject({
    code: 'WEIGHTS_NOT_WRITTEN',
  })
})
