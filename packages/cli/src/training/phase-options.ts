import type { BatchSource, TrainingEvent } from '@graft-ml/core'
import type { Engine } from '@graft-ml/engine'
import { balancedClassWeights, type FitOptions } from '@graft-ml/recipes'
import type { TrainConfig } from '../config/train-knobs'
import { optimizerOf } from './optimizer-of'

/** What a phase of training is made from. */
export interface PhaseParts {
  readonly config: TrainConfig
  readonly photos: { readonly train: BatchSource; readonly validation: BatchSource }
  /** The class of each photo to train on. */
  readonly trainLabels: Int32Array
  readonly classes: readonly string[]
  readonly engine: Engine
  readonly onEvent?: (event: TrainingEvent) => void
  readonly signal: AbortSignal
}

/** What a configuration asks of feature extraction, besides its callbacks and epochs. */
export function extractionOptions(parts: PhaseParts): FitOptions {
  const { optimizer, learningRate } = parts.config
  return { ...commonOptions(parts), optimizer: optimizerOf(optimizer, learningRate) }
}

/** What it asks of fine-tuning. */
export function fineTuneOptions(parts: PhaseParts): Omit<FitOptions, 'callbacks'> {
  const { fineTuneOptimizer, fineTuneLearningRate, cutAt, trunkRate } = parts.config
  return {
    ...commonOptions(parts),
    optimizer: optimizerOf(fineTuneOptimizer, fineTuneLearningRate),
    layerRates: { [cutAt]: trunkRate },
  }
}

function commonOptions(parts: PhaseParts) {
  const { config, photos, classes, trainLabels, engine, onEvent, signal } = parts
  const { steps, validationSteps, pooled, seed, labelSmoothing } = config
  return {
    ...{ engine, onEvent, signal, validationSteps, labelSmoothing, ...photos },
    stepsPerEpoch: steps,
    loss: classes.length === 2 ? 'binaryCrossentropy' : 'categoricalCrossentropy',
    metrics: ['acc'],
    classWeights: config.classWeights === 'balanced' ? balanced(trainLabels, classes) : undefined,
    pooled: pooled > 0 ? { variants: pooled, seed } : undefined,
  } as const
}

function balanced(labels: Int32Array, classes: readonly string[]): number[] {
  return balancedClassWeights(classes.map((_, label) => labels.filter((one) => one === label).length))
}
