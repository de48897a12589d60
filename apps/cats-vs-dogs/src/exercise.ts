// Cat vs. Dog Image Classification, Exercise 3: Feature Extraction and Fine-Tuning.
import { join } from 'node:path'
import { imageDataGenerator } from '@graft-ml/augment'
import { PythonRandom } from '@graft-ml/core'
import { fromDirectory } from '@graft-ml/dataset'
import { dense, dropout, rmsprop, sgd } from '@graft-ml/keras'
import { featureExtraction, fineTune, freeze, unfreezeAfter } from '@graft-ml/recipes'
import { inceptionV3 } from '@graft-ml/zoo'
import { type LayersModel, layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import type { ExerciseOptions, ExerciseResult } from './exercise-options'

export async function exercise(options: ExerciseOptions): Promise<ExerciseResult> {
  const { engine, baseFolder, weights, batchSize, seed, pool, say, onEvent, signal } = options

  // What Keras draws after set_random_seed(seed): initial values, the masks of dropout, the order in which fit reads.
  const random = new PythonRandom(seed)

  // Instantiate an Inception V3 preloaded with weights, without its classification layers, and freeze it.
  const preTrainedModel = await inceptionV3({
    inputShape: [150, 150, 3],
    includeTop: false,
    weights,
    random,
  })
  freeze(preTrainedModel)

  // The layer to extract features from is called mixed7.
  const lastLayer = preTrainedModel.getLayer('mixed7')
  const lastOutput = lastLayer.output as SymbolicTensor
  say(`${lastLayer.name} ${lastOutput.shape.slice(1).join('x')}`)

  // Stick a fully connected classifier on top: 1,024 hidden units, 20% dropout, one sigmoid.
  let x = layers.flatten({ name: 'flatten' }).apply(lastOutput)
  x = dense({ units: 1024, activation: 'relu', random, name: 'dense' }).apply(x)
  x = dropout({ rate: 0.2, random, name: 'dropout' }).apply(x)
  x = dense({ units: 1, activation: 'sigmoid', random, name: 'dense_1' }).apply(x)
  const model: LayersModel = modelOf({ inputs: preTrainedModel.inputs, outputs: x as SymbolicTensor })

  // Rescale and augment the training photos; the validation photos are not augmented.
  const trainGenerator = imageDataGenerator({
    rescale: 1 / 255,
    rotationRange: 40,
    widthShiftRange: 0.2,
    heightShiftRange: 0.2,
    shearRange: 0.2,
    zoomRange: 0.2,
    horizontalFlip: true,
  })
  const validationGenerator = imageDataGenerator({ rescale: 1 / 255 })
  const flow = { targetSize: [150, 150], batchSize, classMode: 'binary', seed, pool } as const
  const train = await fromDirectory(join(baseFolder, 'train'), {
    ...flow,
    transform: trainGenerator,
    fitOrder: random,
  })
  say(train.describe())
  const validation = await fromDirectory(join(baseFolder, 'validation'), {
    ...flow,
    transform: validationGenerator,
  })
  say(validation.describe())

  // Train the classifier on the features extracted.
  const { stepsPerEpoch, validationSteps } = options
  const fit = { engine, train, validation, stepsPerEpoch, validationSteps, onEvent, signal }
  const extracted = await featureExtraction(model, {
    ...fit,
    loss: 'binaryCrossentropy',
    optimizer: rmsprop({ learningRate: 0.0001 }),
    metrics: ['acc'],
    epochs: options.epochs,
  })
  if (extracted.reason !== 'completed') return { model, classes: train.classes, reason: extracted.reason }

  // Unfreeze all layers after mixed6 and retrain with a very low learning rate.
  unfreezeAfter(preTrainedModel, 'mixed6')
  const tuned = await fineTune(model, {
    ...fit,
    loss: 'binaryCrossentropy',
    optimizer: sgd({ learningRate: 0.00001, momentum: 0.9 }),
    metrics: ['acc'],
    epochs: options.fineTuneEpochs,
  })
  return { model, classes: train.classes, reason: tuned.reason }
}
