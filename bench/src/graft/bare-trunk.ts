import { DecodePool } from '@graft-ml/dataset'
import type { Calls, Setting, TrunkFile } from '../jobs/job'
import { type Result, SAMPLES } from '../jobs/result'
import { batchesInMemory } from './photos'
import { timeCalls } from './trunk'

/** The trunk's graph in a plain session, with nothing of Graft around it. */
export async function runBareTrunk({
  trunk: { file, input },
  ...job
}: Setting & Calls & { trunk: TrunkFile }): Promise<Result> {
  const pool = new DecodePool()
  const batches = await batchesInMemory(job, pool)
  await pool.close()
  const { InferenceSession, Tensor } = await import('onnxruntime-node')
  const session = await InferenceSession.create(file, {
    executionProviders: ['cpu'],
    graphOptimizationLevel: 'all',
    ...(job.threads !== undefined && { intraOpNumThreads: job.threads }),
  })
  const pictures = batches.map(({ images }) => images)
  const seconds = await timeCalls(job, pictures, ({ data, shape }) =>
    session.run({ [input]: new Tensor('float32', data, shape) }),
  )
  return { samples: { [SAMPLES.trunk]: seconds }, facts: {} }
}
