import { saveModel } from '@graft-ml/recipes'
import { tensor } from '@tensorflow/tfjs-core'
import { input, layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { COLORS } from './photos'

const SIDE = 16
export const CLASSES = Object.keys(COLORS)

/** Saves a model that is sure of the colour of a picture: nothing is trained, so nothing is left to chance. */
export async function saveColorModel(folder: string): Promise<void> {
  const image = input({ shape: [SIDE, SIDE, 3] })
  const mean = layers.globalAveragePooling2d({}).apply(image)
  const dense = layers.dense({ units: CLASSES.length, activation: 'softmax', useBias: false })
  const model = modelOf({ inputs: image, outputs: dense.apply(mean) as SymbolicTensor })
  // Blue, green and red, from the channels red, green and blue.
  const kernel = tensor([0, 0, 8, 0, 8, 0, 8, 0, 0], [3, CLASSES.length])
  model.setWeights([kernel])
  await saveModel(model, folder, {
    metadata: { inputSize: [SIDE, SIDE], rescale: 1 / 255, classes: CLASSES, interpolation: 'bilinear' },
  })
  kernel.dispose()
  model.dispose()
}

/** The same of two classes, with the probability of the second as its only output, as `graft train` makes them. */
export async function saveBlueOrRedModel(folder: string): Promise<void> {
  const image = input({ shape: [SIDE, SIDE, 3] })
  const mean = layers.globalAveragePooling2d({}).apply(image)
  const dense = layers.dense({ units: 1, activation: 'sigmoid', useBias: false })
  const model = modelOf({ inputs: image, outputs: dense.apply(mean) as SymbolicTensor })
  const kernel = tensor([8, 0, -8], [3, 1])
  model.setWeights([kernel])
  await saveModel(model, folder, {
    metadata: { inputSize: [SIDE, SIDE], rescale: 1 / 255, classes: ['blue', 'red'] },
  })
  kernel.dispose()
  model.dispose()
}
