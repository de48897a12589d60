// #region imports
import { imageDataGenerator } from '@graft-ml/augment'
import { DecodePool, fromDirectory } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import { adam, dense, dropout } from '@graft-ml/keras'
import { evaluate, featureExtraction, freeze, saveModel } from '@graft-ml/recipes'
import { inceptionV3 } from '@graft-ml/zoo'
import { layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers'
// #endregion imports

export interface OwnPhotosOptions {
  /** The published weights by default; or a file. */
  readonly weights?: string
  /** Side of the pictures that the model sees. */
  readonly size?: number
  readonly epochs?: number
}

/** Trains a model of the photos in a folder, which has one folder for each class, and saves it into `out`. */
export async function trainOnPhotos(folder: string, out: string, options: OwnPhotosOptions = {}) {
  const { weights = 'imagenet', size = 150, epochs = 10 } = options

  // #region photos
  const pool = new DecodePool()
  const reading = {
    targetSize: [size, size],
    interpolation: 'bilinear',
    batchSize: 20,
    validationSplit: 0.2, // a fifth of each class is kept to validate on
    seed: 1,
    pool,
  } as const
  const changed = imageDataGenerator({
    rescale: 1 / 255,
    rotationRange: 20,
    zoomRange: 0.2,
    horizontalFlip: true,
  })
  const plain = imageDataGenerator({ rescale: 1 / 255 })
  const train = await fromDirectory(folder, { ...reading, subset: 'training', transform: changed })
  const validation = await fromDirectory(folder, { ...reading, subset: 'validation', transform: plain })
  const { classes } = train
  // #endregion photos

  // #region model
  const trunk = await inceptionV3({ includeTop: false, inputShape: [size, size, 3], weights })
  freeze(trunk)
  let x = layers.globalAveragePooling2d({}).apply(trunk.getLayer('mixed7').output)
  x = dropout({ rate: 0.2 }).apply(x)
  x = dense({ units: classes.length, activation: 'softmax' }).apply(x)
  const model = modelOf({ inputs: trunk.inputs, outputs: x as SymbolicTensor })
  // #endregion model

  // #region train
  const engine = await createEngine()
  const loss = 'categoricalCrossentropy'
  const optimizer = adam({ learningRate: 0.001 })
  const { history } = await featureExtraction(model, { engine, train, validation, loss, optimizer, epochs })
  const { acc } = await evaluate(model, { engine, data: validation, loss })
  // #endregion train

  // #region save
  const metadata = { inputSize: [size, size], rescale: 1 / 255, classes, interpolation: 'bilinear' }
  await saveModel(model, out, { metadata })
  await pool.close()
  // #endregion save
  return { model, trunk, classes, history, accuracy: acc! }
}
