import { expect, it } from 'vitest'
import { exercisePlan } from '../test/made-up-runs'
import { BenchError } from './errors/bench-error'
import type { Job } from './jobs/job'
import type { Result } from './jobs/result'
import { rowsOf } from './measures/row'
import type { PairedSection } from './measures/sections'
import { runSections } from './run-sections'

/** Sides that answer at once, and note who was asked for what. */
function standIns(fails: (side: string, job: Job) => boolean = () => false) {
  const asked: string[] = []
  const side =
    (name: string, seconds: number) =>
    async (job: Job): Promise<Result> => {
      asked.push(`${name} ${job.kind}`)
      if (fails(name, job)) throw new BenchError({ code: 'CHILD_FAILED', message: `${name} has no photos` })
      const names = ['pictureSeconds', 'stepSeconds', 'wallSeconds', 'peakMemoryBytes']
      return { samples: Object.fromEntries(names.map((sample) => [sample, [seconds]])), facts: {} }
    }
  return { asked, peers: { graft: side('graft', 1), keras: side('keras', 4) } }
}

async function all(
  wanted: PairedSection[],
  { peers }: Pick<ReturnType<typeof standIns>, 'peers'>,
  pairs?: number,
) {
  const said: string[] = []
  const steps = []
  const plan = { ...exercisePlan, pairs }
  const signal = new AbortController().signal
  const input = { plan, wanted, peers, folder: '/nowhere', say: (line: string) => said.push(line), signal }
  for await (const step of runSections(input)) steps.push(step)
  return { said, steps }
}

it('never runs all of one side first', async () => {
  const sides = standIns()
  await all(['pictures'], sides, 3)
  expect(sides.asked).toEqual(
    ['graft', 'keras', 'keras', 'graft', 'graft', 'keras'].map((side) => `${side} pictures`),
  )
})

it('runs as many pairs as a section takes unless told otherwise', async () => {
  const sides = standIns()
  const { said, steps } = await all(['exercise', 'start'], sides)
  expect(sides.asked.filter((job) => job === 'graft exercise')).toHaveLength(3)
  expect(sides.asked.filter((job) => job === 'keras start')).toHaveLength(5)
  expect(said[0]).toBe('exercise 1/3, graft: 1.0 s')
  // After each section there is something to write.
  expect(steps.map(({ failed }) => failed)).toEqual([false, false])
  expect(rowsOf(steps[1]).find(({ name }) => name === 'start')).toMatchObject({
    ratio: { median: 0.25, count: 5 },
    verdict: 'aim',
  })
})

it('gives both sides of a pair the same seed, and each pair its own', async () => {
  const seeds: number[] = []
  const note = async (job: Job): Promise<Result> => {
    seeds.push(job.seed)
    return { samples: { wallSeconds: [1] }, facts: {} }
  }
  await all(['start'], { peers: { graft: note, keras: note } }, 3)
  const { seed } = exercisePlan.setting
  expect(seeds).toEqual([seed, seed, seed + 1, seed + 1, seed + 2, seed + 2])
})

it('measures Graft alone without a peer', async () => {
  const { peers, asked } = standIns()
  const { steps } = await all(['pictures'], { peers: { graft: peers.graft } as typeof peers }, 2)
  expect(asked).toEqual(['graft pictures', 'graft pictures'])
  const [row] = rowsOf(steps[0])
  expect(row).toMatchObject({ graft: { median: 1, count: 2 }, peer: undefined, verdict: undefined })
})

it('goes on after a section that fails, and says why', async () => {
  const sides = standIns((side, { kind }) => side === 'keras' && kind === 'pictures')
  const { steps } = await all(['pictures', 'start'], sides, 1)
  expect(steps.map(({ failed }) => failed)).toEqual([true, true])
  const [pictures, start] = rowsOf(steps[1])
  expect(pictures).toMatchObject({ ratio: undefined, note: 'could not be measured: keras has no photos' })
  expect(start.ratio?.median).toBe(0.25)
})

it('does not take a fault of its own for a measurement that failed', async () => {
  const { peers } = standIns()
  const broken = { ...peers, keras: () => Promise.reject(new TypeError('oops')) }
  await expect(all(['start'], { peers: broken }, 1)).rejects.toThrow('oops')
})
