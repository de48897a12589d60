import type { Phase, TrainingEvent } from '@graft-ml/core'
import type { Calls, Setting } from '../jobs/job'
import { type Result, SAMPLES } from '../jobs/result'
import { buildExerciseModel } from './exercise-model'
import { trainPhase } from './phases'
import { batchesInMemory, sourceOf } from './photos'
import { openMachine } from './threads'

/**
 * Training steps through the recipe, on batches in memory, timed from the end of one step to the end of the next.
 * The recipe works on the next batch's features meanwhile, so one such span holds one trunk and one step.
 */
export async function runSteps(job: Setting & Calls & { phase: Phase }): Promise<Result> {
  const { engine, pool } = await openMachine(job)
  const batches = await batchesInMemory(job, pool)
  await pool.close()
  const ends: number[] = []
  const facts: Result['facts'] = {}
  const onEvent = (event: TrainingEvent) => {
    if (event.type === 'step') ends.push(performance.now())
    if (event.type === 'step') facts.loss = event.logs.loss
    if (event.type === 'phase-begin') facts.engine = event.engine ?? 'unknown'
  }
  await trainPhase(await buildExerciseModel(job), job.phase, {
    engine,
    train: sourceOf(batches),
    epochs: 1,
    // The last step does not count: no trunk runs beside it.
    stepsPerEpoch: job.warmUp + job.timed + 1,
    onEvent,
  })
  const spans = ends.slice(1).map((end, index) => (end - ends[index]) / 1000)
  return { samples: { [SAMPLES.step]: spans.slice(job.warmUp - 1, job.warmUp - 1 + job.timed) }, facts }
}
