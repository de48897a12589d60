import { writeFile } from 'node:fs/promises'
import { trunkToOnnx } from '@graft-ml/engine'
import type { Setting } from '../jobs/job'
import type { Result } from '../jobs/result'
import { buildExerciseModel } from './exercise-model'
import { openMachine } from './threads'

/** Writes the very graph that Graft's trunk runs, and tells the name of its input. */
export async function writeTrunk(job: Setting & { file: string }): Promise<Result> {
  await openMachine(job)
  const { model } = await buildExerciseModel(job)
  const { bytes, input } = await trunkToOnnx(model)
  await writeFile(job.file, bytes)
  return { samples: {}, facts: { input } }
}
