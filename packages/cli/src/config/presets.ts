import { USUAL_AUGMENTATION } from '../knobs/augmentation'
import type { TrainConfig } from './train-knobs'

export const PRESET_NAMES = ['exercise', 'quick', 'best'] as const
export type PresetName = (typeof PRESET_NAMES)[number]

/** What a training is where nobody says anything else and the photos ask for nothing else. */
export const USUAL: TrainConfig = {
  imageSize: 150,
  validationSplit: 0.2,
  crop: false,
  interpolation: 'bilinear',
  orientation: 'apply',
  broken: 'skip',
  batchSize: 20,
  seed: 1,
  weights: 'imagenet',
  cutAt: 'mixed7',
  head: 'average',
  hiddenUnits: 256,
  dropout: 0.2,
  augment: true,
  ...USUAL_AUGMENTATION,
  mix: 'none',
  pooled: 0,
  epochs: 5,
  optimizer: 'adam',
  learningRate: 0.001,
  fineTuneEpochs: 10,
  unfreezeAfter: 'mixed6',
  // With the statistics of small batches instead, fine-tuning begins by forgetting.
  keepNormalization: true,
  gradual: false,
  fineTuneOptimizer: 'adam',
  fineTuneLearningRate: 0.00003,
  trunkRate: 1,
  schedule: 'constant',
  averageWeights: 0,
  classWeights: 'none',
  labelSmoothing: 0,
  patience: 3,
  plateau: 0,
  engine: 'auto',
}

/** Where each preset differs from the usual. */
export const PRESETS: Readonly<Record<PresetName, Partial<TrainConfig>>> = {
  // The published one, to the last number.
  exercise: {
    imageSize: 150,
    interpolation: 'nearest',
    orientation: 'ignore',
    broken: 'throw',
    batchSize: 20,
    head: 'flatten',
    hiddenUnits: 1024,
    epochs: 2,
    optimizer: 'rmsprop',
    learningRate: 0.0001,
    fineTuneEpochs: 50,
    keepNormalization: false,
    fineTuneOptimizer: 'sgd',
    fineTuneLearningRate: 0.00001,
    patience: 0,
  },
  // Each photo goes through the trunk once: what takes minutes elsewhere takes as many seconds.
  quick: { augment: false, pooled: 1, epochs: 20, fineTuneEpochs: 0 },
  // Larger pictures, the whole of the last blocks, and time to learn.
  best: { imageSize: 224, epochs: 8, fineTuneEpochs: 40, patience: 6, plateau: 3 },
}
