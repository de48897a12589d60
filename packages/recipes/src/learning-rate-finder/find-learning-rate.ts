import type { BatchSource } from '@graft-ml/core'
import { InvalidArgumentError } from '@graft-ml/core'
import type { PreparedModel } from '@graft-ml/engine'
import { rmsprop } from '@graft-ml/keras'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { labelsOf } from '../features/feature-source'
import { LiveFeatures } from '../features/live-features'
import type { FitOptions } from '../fit/options'
import { Objective } from '../objective/objective'
import { resolveObjective } from '../objective/options'
import { checkNumber } from '../options/check-number'
import { wholeNumber } from '../options/whole-number'
import { rateFactorsOf } from '../rates/layer-rates'
import { type RateTrial, SmoothedLosses } from './rate-trial'
import { suggestLearningRate } from './suggest-learning-rate'

/** Options of {@link findLearningRate}. */
export interface FindLearningRateOptions
  extends Pick<
    FitOptions,
    'engine' | 'train' | 'optimizer' | 'loss' | 'layerRates' | 'classWeights' | 'labelSmoothing' | 'signal'
  > {
  /** The rate of the first step. Default 1e-6. */
  readonly from?: number
  /** The rate of the last step. Default 1. */
  readonly to?: number
  /** Default 100. */
  readonly steps?: number
  /** The share of the old average that each step's smoothed loss keeps, from 0 to less than 1. Default 0.9. */
  readonly smoothing?: number
  /** Told of each step. */
  readonly onTrial?: (trial: RateTrial) => void
}

/** What {@link findLearningRate} found. */
export interface LearningRateRange {
  /** Steps until the last one, or until the smoothed loss was four times its least. */
  readonly trials: readonly RateTrial[]
  /** Where the smoothed loss fell most steeply; undefined where it never fell. */
  readonly suggestion: number | undefined
}

/** From how many times the least smoothed loss on nothing more is to be learnt. */
const DIVERGED = 4

/**
 * Trains a few steps at rates that rise from very small to very large, and says at which of them the loss falls most.
 * The model and the training source are afterwards what they were.
 *
 * @throws InvalidArgumentError
 *
 * @example
 * const { suggestion } = await findLearningRate(model, { engine, train, optimizer: adam() })
 */
export async function findLearningRate(
  model: LayersModel,
  options: FindLearningRateOptions,
): Promise<LearningRateRange> {
  const { engine, loss = 'binaryCrossentropy', optimizer = rmsprop({ learningRate: 1e-4 }) } = options
  const rates = ratesOf(options)
  const objective = new Objective(resolveObjective(loss, options))
  const rateFactors = rateFactorsOf(model, options.layerRates ?? {})
  const prepared = await engine.prepareTraining(model, { loss, optimizer, rateFactors })
  try {
    const trials = await tryRates(prepared, rates, objective, options)
    return { trials, suggestion: suggestLearningRate(trials) }
  } finally {
    await prepared.dispose()
  }
}

async function tryRates(
  { trunk, step }: PreparedModel,
  rates: readonly number[],
  objective: Objective,
  { train, smoothing = 0.9, onTrial, signal }: FindLearningRateOptions,
): Promise<RateTrial[]> {
  const features = new LiveFeatures(firstPass(train), trunk, 'train')
  const before = await step.state()
  const losses = new SmoothedLosses(smoothing)
  try {
    for await (const batch of features.take(rates.length)) {
      const labels = labelsOf(batch)
      const { target, sampleWeights } = objective.lesson(labels)
      step.learningRate = rates[losses.trials.length]
      const { loss } = await step.run(batch.features, target, sampleWeights)
      if (!Number.isFinite(loss)) break
      const trial = losses.add(step.learningRate, loss)
      onTrial?.(trial)
      if (trial.smoothedLoss > DIVERGED * losses.least || signal?.aborted) break
    }
  } finally {
    await features.close()
    await step.restoreState(before)
    await step.sync()
  }
  return losses.trials
}

/** Evenly spaced on a logarithmic scale. */
function ratesOf({ from = 1e-6, to = 1, steps = 100, smoothing = 0.9 }: FindLearningRateOptions): number[] {
  wholeNumber('steps', steps, 2)
  checkNumber('from', from, Number.MIN_VALUE)
  checkNumber('smoothing', smoothing, 0, 1 - Number.EPSILON)
  if (!(to > from && Number.isFinite(to))) {
    throw new InvalidArgumentError({ argument: 'to', expected: `above from, ${from}`, received: to })
  }
  return Array.from({ length: steps }, (_, step) => from * (to / from) ** (step / (steps - 1)))
}

/** One pass, as often as it is needed, that leaves the sequence where it is; the sequence itself where it has none. */
function firstPass(train: BatchSource): BatchSource {
  return train.epoch?.(0) ?? train
}
