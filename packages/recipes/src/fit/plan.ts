import type { OptimizerConfig } from '@graft-ml/keras'
import { stepsOf } from '../features/batch-cursor'
import { canKeep, checkKeptFeatures } from '../features/kept-features'
import { type ObjectiveOptions, type ResolvedObjective, resolveObjective } from '../objective/options'
import { wholeNumber } from '../options/whole-number'
import { type ResolvedPooled, resolvePooled } from '../pooled/options'
import type { FitOptions } from './options'

/** FitOptions with every default filled in and every number checked. */
export type FitPlan = Required<
  Omit<FitOptions, 'validation' | 'signal' | 'pooled' | keyof ObjectiveOptions>
> &
  Pick<FitOptions, 'validation' | 'signal'> & {
    readonly pooled: ResolvedPooled | undefined
    readonly objective: ResolvedObjective
    /** Whether the features of the validation pictures are computed once. */
    readonly keepsValidation: boolean
  }

/** What a recipe does unless told otherwise. */
export interface RecipeDefaults {
  readonly epochs: number
  readonly optimizer: OptimizerConfig
}

/** @throws InvalidArgumentError */
export function planFit(options: FitOptions, defaults: RecipeDefaults): FitPlan {
  const epochs = wholeNumber('epochs', options.epochs ?? defaults.epochs)
  const { validation, pooled } = options
  const validationSteps = validation ? stepsOf('validationSteps', options.validationSteps, validation) : 0
  const loss = options.loss ?? 'binaryCrossentropy'
  const validationFeatures = checkKeptFeatures(options.validationFeatures ?? {})
  return {
    engine: options.engine,
    train: options.train,
    validation,
    epochs,
    stepsPerEpoch: stepsOf('stepsPerEpoch', options.stepsPerEpoch, options.train),
    validationSteps,
    validationFeatures,
    keepsValidation: validation !== undefined && canKeep(validation, validationSteps, validationFeatures),
    pooled: pooled && resolvePooled(pooled, options.train),
    optimizer: options.optimizer ?? defaults.optimizer,
    layerRates: options.layerRates ?? {},
    loss,
    objective: resolveObjective(loss, options),
    metrics: options.metrics ?? ['acc'],
    callbacks: options.callbacks ?? [],
    onEvent: options.onEvent ?? (() => {}),
    signal: options.signal,
  }
}
