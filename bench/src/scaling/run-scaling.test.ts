import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { exercisePlan } from '../../test/made-up-runs'
import { BenchError } from '../errors/bench-error'
import type { Job } from '../jobs/job'
import type { Result } from '../jobs/result'
import { runScaling, type ScalingRow } from './run-scaling'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-bench-test-'))
  for (const part of ['train', 'validation']) {
    for (const name of ['cats', 'dogs']) {
      await mkdir(join(folder, 'photos', part, name), { recursive: true })
      for (let at = 0; at < 3; at++) await writeFile(join(folder, 'photos', part, name, `${at}.jpg`), '')
    }
  }
})
afterEach(() => rm(folder, { recursive: true }))

const result: Result = {
  samples: {
    featureExtractionEpochSeconds: [3, 1],
    fineTuningEpochSeconds: [6, 2],
    peakMemoryBytes: [100],
  },
  facts: {},
}

async function run(graft: (job: Job) => Promise<Result>, keras: (job: Job) => Promise<Result>) {
  const { setting } = exercisePlan
  const plan = { ...exercisePlan, setting: { ...setting, data: join(folder, 'photos') } }
  const input = { plan, peers: { graft, keras }, folder, say: () => {} }
  const rows: ScalingRow[] = []
  const size = { batchSize: 4, imageSize: 75 }
  for await (const row of runScaling(input, [
    { share: 2, ...size },
    { share: 1, ...size, threads: 1 },
  ])) {
    rows.push(row)
  }
  return rows
}

it('gives both sides the same photos and lengths, in turns', async () => {
  const jobs: [string, Job][] = []
  const side = (name: string) => async (job: Job) => {
    jobs.push([name, job])
    return result
  }
  const [twice, once] = await run(side('graft'), side('keras'))
  expect(jobs.map(([name]) => name)).toEqual(['graft', 'keras', 'keras', 'graft'])
  expect(jobs[0][1]).toEqual(jobs[1][1])
  // 12 photos in batches of 4.
  expect(jobs[0][1]).toMatchObject({
    kind: 'exercise',
    steps: 3,
    validationSteps: 3,
    batchSize: 4,
    imageSize: 75,
  })
  expect(jobs[2][1]).toMatchObject({ steps: 2, threads: 1 })
  expect(twice).toMatchObject({ training: 12, validation: 12 })
  expect(twice.graft).toEqual({ featureExtraction: 2, fineTuning: 4, peakMemoryBytes: 100 })
  expect(once).toMatchObject({ training: 6, threads: 1 })
  // Its photos are gone again.
  expect(await readdir(folder)).toEqual(['photos'])
})

it('keeps the other side where one cannot do a size', async () => {
  const failing = () => Promise.reject(new BenchError({ code: 'CHILD_FAILED', message: 'out of memory' }))
  const [row] = await run(failing, async () => result)
  expect(row.graft).toBeUndefined()
  expect(row.keras?.fineTuning).toBe(4)
  expect(row.note).toBe('graft: out of memory')
})
