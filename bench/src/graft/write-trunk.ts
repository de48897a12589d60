import { writeFile } from 'node:fs/promises'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import type { Setting } from '../jobs/job'
import type { Result } from '../jobs/result'
import { buildExerciseModel } from './exercise-model'
import { openMachine } from './threads'

/** The engine's own translation of a model's frozen beginning. */
type TrunkToOnnx = (model: LayersModel) => Promise<{ bytes: Uint8Array; input: string }>

/**
 * Writes the very graph that Graft's trunk runs.
 *
 * @returns the name of its input, or `missing` where this engine does not hand the graph out
 */
export async function writeTrunk(job: Setting & { file: string }): Promise<Result> {
  const engine: object & { trunkToOnnx?: TrunkToOnnx } = { ...(await import('@graft-ml/engine')) }
  const { trunkToOnnx } = engine
  if (!trunkToOnnx) {
    return {
      samples: {},
      facts: { missing: '@graft-ml/engine exports no trunkToOnnx, the graph to compare' },
    }
  }
  await openMachine(job)
  const { model } = await buildExerciseModel(job)
  const { bytes, input } = await trunkToOnnx(model)
  await writeFile(job.file, bytes)
  return { samples: {}, facts: { input } }
}
