import { DecodePool } from '@graft-ml/dataset'
import type { Calls, Setting } from '../jobs/job'
import { type Result, SAMPLES } from '../jobs/result'
import { openPhotos } from './photos'

/**
 * Seconds of computing that a photo takes to become part of a batch: all threads of the process together, so that
 * it is the time on one thread whoever does the work, and whatever else the machine does.
 */
export async function runPictures(job: Setting & Calls): Promise<Result> {
  const train = await openPhotos(job, 'train', new DecodePool({ workers: 0 }))
  const computing: number[] = []
  const waiting: number[] = []
  for (let call = 0; call < job.warmUp + job.timed; call++) {
    const begin = performance.now()
    const used = process.cpuUsage()
    const { paths = [] } = await train.batch(
      call % train.batchesPerEpoch,
      Math.floor(call / train.batchesPerEpoch),
    )
    const { user, system } = process.cpuUsage(used)
    computing.push((user + system) / 1e6 / paths.length)
    waiting.push((performance.now() - begin) / 1000 / paths.length)
  }
  return {
    samples: {
      [SAMPLES.picture]: computing.slice(job.warmUp),
      pictureWallSeconds: waiting.slice(job.warmUp),
    },
    facts: {},
  }
}
