import type { Phase } from '@graft-ml/core'
import { rmsprop, sgd } from '@graft-ml/keras'
import {
  type FitOptions,
  type FitResult,
  featureExtraction,
  fineTune,
  unfreezeAfter,
} from '@graft-ml/recipes'
import type { ExerciseModel } from './exercise-model'

export const LOSS = 'binaryCrossentropy'

/** The exercise's optimisers, and their phases' recipes. */
export const PHASES = {
  featureExtraction: { recipe: featureExtraction, optimizer: rmsprop({ learningRate: 0.0001 }) },
  fineTuning: { recipe: fineTune, optimizer: sgd({ learningRate: 0.00001, momentum: 0.9 }) },
} as const satisfies Record<Phase, unknown>

/** Trains a phase; fine-tuning unfreezes what follows mixed6 first, as the exercise does. */
export function trainPhase(
  { model, trunk }: ExerciseModel,
  phase: Phase,
  options: Omit<FitOptions, 'optimizer' | 'loss' | 'metrics'>,
): Promise<FitResult> {
  const { recipe, optimizer } = PHASES[phase]
  if (phase === 'fineTuning') unfreezeAfter(trunk, 'mixed6')
  return recipe(model, { ...options, optimizer, loss: LOSS, metrics: ['acc'] })
}
