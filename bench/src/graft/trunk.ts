import type { NdArray } from '@graft-ml/core'
import type { Calls, Setting } from '../jobs/job'
import { type Result, SAMPLES } from '../jobs/result'
import { buildExerciseModel } from './exercise-model'
import { LOSS, PHASES } from './phases'
import { batchesInMemory } from './photos'
import { openMachine } from './threads'

/** The frozen trunk to mixed7 as the recipes run it, one batch after the other. */
export async function runTrunk(job: Setting & Calls): Promise<Result> {
  const { engine, pool } = await openMachine(job)
  const batches = await batchesInMemory(job, pool)
  await pool.close()
  const { model } = await buildExerciseModel(job)
  const { optimizer } = PHASES.featureExtraction
  const { trunk } = await engine.prepareTraining(model, { loss: LOSS, optimizer })
  const pictures = batches.map(({ images }) => images)
  const seconds = await timeCalls(job, pictures, (images) => trunk.run(images))
  return { samples: { [SAMPLES.trunk]: seconds }, facts: { engine: trunk.name } }
}

/** Seconds of each call that counts; the pictures take turns. */
export async function timeCalls(
  { warmUp, timed }: Calls,
  pictures: readonly NdArray[],
  run: (images: NdArray) => Promise<unknown>,
): Promise<number[]> {
  const seconds: number[] = []
  for (let call = 0; call < warmUp + timed; call++) {
    const begin = performance.now()
    await run(pictures[call % pictures.length])
    seconds.push((performance.now() - begin) / 1000)
  }
  return seconds.slice(warmUp)
}
