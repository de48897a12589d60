import { cutmix } from '@graft-ml/augment'
import type { BatchSource } from '@graft-ml/core'
import { type DirectoryOptions, fromDirectory } from '@graft-ml/dataset'
import type { Engine } from '@graft-ml/engine'
import { adam } from '@graft-ml/keras'
import {
  balancedClassWeights,
  evaluate,
  featureExtraction,
  findLearningRate,
  fineTuneGradually,
  graftHead,
  oneCycle,
  StepScheduler,
  WeightAveraging,
} from '@graft-ml/recipes'
import type { LayersModel } from '@tensorflow/tfjs-layers'

export interface Recipe {
  readonly engine: Engine
  readonly train: BatchSource
  readonly validation: BatchSource
  readonly epochs: number
}

/** A learning rate to begin with. */
export async function findRate(model: LayersModel, { engine, train }: Recipe): Promise<number> {
  // #region find-rate
  const optimizer = adam()
  const { suggestion, trials } = await findLearningRate(model, { engine, train, optimizer, steps: 50 })
  console.log(`${suggestion ?? 'none'}, of ${trials.length} rates`)
  // #endregion find-rate
  return suggestion ?? 0.001
}

/** Trains a head with everything at once, which is more than one would do. */
export async function trainHead(model: LayersModel, photosOfClasses: readonly number[], recipe: Recipe) {
  const { engine, train, validation, epochs } = recipe
  // #region train
  const { history } = await featureExtraction(model, {
    engine,
    validation,
    epochs,
    // Each picture with a part of another, and its class in the same share.
    train: cutmix(train, { seed: 1 }),
    optimizer: adam({ learningRate: 0.005 }),
    loss: 'binaryCrossentropy',
    // [1, 8] where the second class has an eighth of the photos of the first.
    classWeights: balancedClassWeights(photosOfClasses),
    labelSmoothing: 0.1,
    callbacks: [new StepScheduler(oneCycle()), new WeightAveraging({ decay: 0.98 })],
  })
  // #endregion train
  return history
}

/** Opens the trunk block by block. */
export async function tuneGradually(model: LayersModel, base: LayersModel, recipe: Recipe) {
  const { engine, train, validation, epochs } = recipe
  // #region stages
  const { history } = await fineTuneGradually(model, {
    ...{ base, engine, train, validation, keepNormalization: true },
    stages: [
      { after: 'mixed6', epochs },
      { after: 'mixed5', epochs },
    ],
    optimizer: adam({ learningRate: 0.0003 }),
    // mixed6 at a hundredth of the rate of the head, mixed7 at a tenth.
    layerRates: { mixed6: 0.01, mixed7: 0.1 },
  })
  // #endregion stages
  return history
}

/** Judges a model by its mean over two views of each photo. */
export async function judgeViews(
  model: LayersModel,
  folder: string,
  { engine, reading, changed }: { engine: Engine; reading: DirectoryOptions; changed: DirectoryOptions },
) {
  // #region views
  const plain = await fromDirectory(folder, { ...reading, shuffle: false })
  const flipped = await fromDirectory(folder, { ...reading, ...changed, shuffle: false })
  const { acc } = await evaluate(model, { engine, data: [plain, flipped] })
  // #endregion views
  await Promise.all([plain.close(), flipped.close()])
  return acc!
}

/** Trains and validates on other photos each time. */
export async function crossValidate(
  folder: string,
  newBase: () => Promise<LayersModel>,
  { engine, reading, epochs }: { engine: Engine; reading: DirectoryOptions; epochs: number },
) {
  // #region folds
  const accuracies: number[] = []
  for (const index of [0, 1, 2, 3, 4]) {
    const fold = { index, of: 5 }
    const train = await fromDirectory(folder, { ...reading, fold, subset: 'training' })
    const validation = await fromDirectory(folder, { ...reading, fold, subset: 'validation' })
    const model = graftHead(await newBase(), { at: 'mixed7', classes: 2 })
    await featureExtraction(model, { engine, train, epochs })
    const { acc } = await evaluate(model, { engine, data: validation })
    accuracies.push(acc!)
    model.dispose()
    await Promise.all([train.close(), validation.close()])
  }
  // #endregion folds
  return accuracies
}
