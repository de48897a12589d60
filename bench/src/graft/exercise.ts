import type { Phase, TrainingEvent } from '@graft-ml/core'
import type { FitOptions } from '@graft-ml/recipes'
import type { ExerciseLength, Setting } from '../jobs/job'
import type { Result } from '../jobs/result'
import { buildExerciseModel, type ExerciseModel } from './exercise-model'
import { trainPhase } from './phases'
import { openPhotos } from './photos'
import { openMachine } from './threads'

/** The whole exercise; an epoch lasts from its begin to its end, with its validation. */
export async function runExercise(job: Setting & ExerciseLength): Promise<Result> {
  const { engine, pool } = await openMachine(job)
  const model = await buildExerciseModel(job)
  const train = await openPhotos(job, 'train', pool, model.random)
  const validation = await openPhotos(job, 'validation', pool)
  const { steps: stepsPerEpoch, validationSteps, pooledVariants } = job
  const fit = { engine, train, validation, stepsPerEpoch, validationSteps }
  const pooled = pooledVariants === undefined ? undefined : { variants: pooledVariants }
  const extraction = await timePhase(model, 'featureExtraction', { ...fit, epochs: job.epochs })
  const tuning = await timePhase(model, 'fineTuning', { ...fit, epochs: job.fineTuneEpochs, pooled })
  return {
    samples: { ...extraction.samples, ...tuning.samples },
    facts: { ...extraction.facts, ...tuning.facts },
    histories: { ...extraction.histories, ...tuning.histories },
  }
}

/** Seconds of each epoch and of the whole call, and what was reached. */
async function timePhase(model: ExerciseModel, phase: Phase, options: FitOptions): Promise<Result> {
  const epochSeconds: number[] = []
  const facts: Result['facts'] = {}
  let epochBegin = 0
  const onEvent = (event: TrainingEvent) => {
    if (event.type === 'phase-begin') facts[`${phase}Engine`] = event.engine ?? 'unknown'
    if (event.type === 'epoch-begin') epochBegin = performance.now()
    if (event.type === 'epoch-end') epochSeconds.push((performance.now() - epochBegin) / 1000)
  }
  const begin = performance.now()
  const { history, pooled } = await trainPhase(model, phase, { ...options, onEvent })
  const samples = {
    [`${phase}EpochSeconds`]: epochSeconds,
    [`${phase}FitSeconds`]: [(performance.now() - begin) / 1000],
  }
  if (pooled) Object.assign(facts, { poolSeconds: pooled.seconds, poolBytes: pooled.bytes })
  return { samples, facts, histories: { [phase]: history } }
}
