import { memory, type Tensor, type Tensor4D, tensor2d, tensor4d, tidy, zeros } from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { input, layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { describe, expect, it } from 'vitest'
import { featureLayer, gradCam, gradCamOfFeatures } from './grad-cam'

/** One feature map for red, one for green; red speaks for the class, green against it. */
function redModel(units: number) {
  const image = input({ shape: [4, 4, 3] })
  const maps = layers
    .conv2d({ filters: 2, kernelSize: 1, useBias: false, name: 'maps' })
    .apply(image) as SymbolicTensor
  const pooled = layers.globalAveragePooling2d({}).apply(maps)
  const activation = units === 1 ? 'sigmoid' : 'softmax'
  const outputs = layers.dense({ units, activation, name: 'out' }).apply(pooled) as SymbolicTensor
  const model = modelOf({ inputs: image, outputs })
  tidy(() => {
    const kernel = tensor4d([1, 0, 0, 1, 0, 0], [1, 1, 3, 2])
    model.getLayer('maps').setWeights([kernel])
    const columns =
      units === 1
        ? [[40], [-40]]
        : [
            [-40, 40],
            [40, -40],
          ]
    model.getLayer('out').setWeights([matrix(columns), vector(columns[0]!.length)])
  })
  return model
}

function matrix(rows: number[][]): Tensor {
  return tensor2d(rows)
}

function vector(length: number): Tensor {
  return zeros([length])
}

/** Red at the upper left, green at the lower right, black elsewhere. */
function picture() {
  const values = new Float32Array(4 * 4 * 3)
  values[0] = 1
  values[(3 * 4 + 3) * 3 + 1] = 0.5
  return tensor4d(values, [1, 4, 4, 3])
}

describe.each([1, 2])('with %i outputs', (units) => {
  it.each([
    ['for the class where red is', 1, 0],
    ['for the other where green is', 0, 15],
  ])('looks %s', (_, classIndex, place) => {
    const [model, images] = [redModel(units), picture()]
    const before = memory().numTensors
    const heat = gradCam(model, images, { classIndex })
    expect(memory().numTensors).toBe(before + 1)
    expect(heat.shape).toEqual([1, 4, 4])
    const values = [...heat.dataSync()]
    expect(values[place]).toBeCloseTo(1, 5)
    expect(values.filter((value) => value > 1e-6)).toHaveLength(1)
  })
})

it('is the same of features that were computed before', () => {
  const [model, images] = [redModel(2), picture()]
  expect(featureLayer(model).name).toBe('maps')
  const features = model.getLayer('maps').apply(images) as Tensor4D
  const heat = gradCamOfFeatures(model, features, { classIndex: 1 })
  expect([...heat.dataSync()]).toEqual([...gradCam(model, images, { classIndex: 1 }).dataSync()])
})

it('gives nothing where nothing speaks for the class', () => {
  const heat = gradCam(redModel(1), tensor4d(new Float32Array(48), [1, 4, 4, 3]), { classIndex: 1 })
  expect([...heat.dataSync()]).toEqual(new Array(16).fill(0))
})

it('names the layers that will do', () => {
  expect(() => gradCam(redModel(1), picture(), { classIndex: 1, layer: 'out' })).toThrow(
    /layer must be one of .*'maps'\. Received: 'out'/,
  )
})
