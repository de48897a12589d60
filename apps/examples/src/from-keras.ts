// Cat vs. Dog Image Classification, Exercise 3: Feature Extraction and Fine-Tuning; from-keras.py is the same in Python.
// #region imports
import { join } from 'node:path'
import { imageDataGenerator } from '@graft-ml/augment'
import { fetchFile } from '@graft-ml/core/files'
import { DecodePool, fetchDataset, fromDirectory, listPictures } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import { dense, dropout, rmsprop, sgd } from '@graft-ml/keras'
import { featureExtraction, fineTune, freeze, unfreezeAfter } from '@graft-ml/recipes'
import { createProgress, History } from '@graft-ml/report'
import { writeReport } from '@graft-ml/report/node'
import { inceptionV3 } from '@graft-ml/zoo'
import { layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers'
// #endregion imports

/** The numbers of the exercise, unless a test wants it shorter. */
export interface ExerciseNumbers {
  readonly stepsPerEpoch?: number
  readonly validationSteps?: number
  readonly epochs?: number
  readonly fineTuneEpochs?: number
  readonly batchSize?: number
}

/** Weights and photos are urls or paths; the plots are written into `out`. */
export async function exercise(weights: string, photos: string, out: string, numbers: ExerciseNumbers = {}) {
  // #region numbers
  const {
    stepsPerEpoch = 100,
    validationSteps = 50,
    epochs = 2,
    fineTuneEpochs = 50,
    batchSize = 20,
  } = numbers
  // #endregion numbers

  // #region weights
  const file = await fetchFile({ source: weights })
  // #endregion weights

  // #region trunk
  const trunk = await inceptionV3({
    ...{ inputShape: [150, 150, 3], includeTop: false },
    weights: file,
  })
  // #endregion trunk

  // #region freeze
  freeze(trunk)
  // #endregion freeze

  // #region last-layer
  const mixed7 = trunk.getLayer('mixed7')
  console.log(mixed7.outputShape)
  // #endregion last-layer

  // #region head
  let x = layers.flatten().apply(mixed7.output)
  x = dense({ units: 1024, activation: 'relu' }).apply(x)
  x = dropout({ rate: 0.2 }).apply(x)
  x = dense({ units: 1, activation: 'sigmoid' }).apply(x)
  // #endregion head

  // #region compile
  const engine = await createEngine()
  const model = modelOf({ inputs: trunk.inputs, outputs: x as SymbolicTensor })
  const compiled = {
    loss: 'binaryCrossentropy',
    optimizer: rmsprop({ learningRate: 0.0001 }),
    metrics: ['acc'],
  } as const
  // #endregion compile

  // #region photos
  const folder = await fetchDataset(photos)
  // #endregion photos

  // #region folders
  const trainFolder = join(folder, 'train')
  const validationFolder = join(folder, 'validation')
  const cats = await listPictures(join(trainFolder, 'cats'))
  const dogs = await listPictures(join(trainFolder, 'dogs'))
  console.log(cats.length, dogs.length)
  // #endregion folders

  // #region generators
  const changed = imageDataGenerator({
    rescale: 1 / 255,
    rotationRange: 40,
    widthShiftRange: 0.2,
    heightShiftRange: 0.2,
    shearRange: 0.2,
    zoomRange: 0.2,
    horizontalFlip: true,
  })

  const plain = imageDataGenerator({ rescale: 1 / 255 })
  // #endregion generators

  // #region flow
  const pool = new DecodePool()
  const train = await fromDirectory(trainFolder, {
    targetSize: [150, 150],
    batchSize,
    classMode: 'binary',
    transform: changed,
    pool,
  })
  const validation = await fromDirectory(validationFolder, {
    targetSize: [150, 150],
    batchSize,
    classMode: 'binary',
    transform: plain,
    pool,
  })
  // #endregion flow

  // #region fit
  const history = new History()
  const progress = createProgress({ stream: process.stderr })
  await featureExtraction(model, {
    ...{ engine, ...compiled },
    train,
    stepsPerEpoch,
    epochs,
    validation,
    validationSteps,
    onEvent: (event) => {
      history.record(event)
      progress.onTrainingEvent(event)
    },
  })
  // #endregion fit

  // #region unfreeze
  unfreezeAfter(trunk, 'mixed6')
  // #endregion unfreeze

  // #region compile-again
  const compiledAgain = {
    loss: 'binaryCrossentropy',
    optimizer: sgd({ learningRate: 0.00001, momentum: 0.9 }),
    metrics: ['acc'],
  } as const
  // #endregion compile-again

  // #region fit-again
  await fineTune(model, {
    ...{ engine, ...compiledAgain },
    train,
    stepsPerEpoch,
    epochs: fineTuneEpochs,
    validation,
    validationSteps,
    onEvent: (event) => {
      history.record(event)
      progress.onTrainingEvent(event)
    },
  })
  // #endregion fit-again

  // #region history
  const { acc, val_acc, loss, val_loss } = history.fineTuning
  console.log(acc, val_acc, loss, val_loss)
  // #endregion history

  // #region plots
  const files = await writeReport(out, history) // accuracy.svg, loss.svg, both as .png, history.json, history.csv
  // #endregion plots

  // #region clean-up
  progress.close()
  await pool.close()
  // #endregion clean-up
  return { model, trunk, history, files }
}
