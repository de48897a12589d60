import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { type Batch, PythonRandom } from '@graft-ml/core'
import { expect, it } from 'vitest'
import { folderOfDrawn } from '../../test/drawn-pictures'
import { exerciseAugmentation } from '../../test/exercise-augmentation'
import { fromDirectory } from './from-directory'

interface KerasFit {
  options: { batch_size: number; seed: number; shuffle?: boolean }
  /** Seed of Python's generator before the first call of fit. */
  python: number
  /** What each call of fit trained on. */
  phases: { filenames: string[]; means: number[] }[][]
}

/** The batches of Keras's fit; see fixtures/generate.py. */
const fixture: { files: string[]; height: number; width: number; runs: KerasFit[] } = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../fixtures/fit.json'), 'utf8'),
)

const runs = fixture.runs.map((run) => ({ ...run, title: JSON.stringify(run.options) }))

it.each(runs)('gives the batches that fit trains on: $title', async (run) => {
  const { folder, images } = await imagesOf(run)
  for (const phase of run.phases) {
    images.beginPhase()
    const batches = await take(images, phase.length)
    expect(batches.map(({ paths }) => paths)).toEqual(
      phase.map(({ filenames }) => filenames.map((name) => resolve(folder, name))),
    )
    for (const [at, { means }] of phase.entries()) {
      const ratios = meansOf(batches[at]!).map((mean, row) => mean / means[row]!)
      for (const ratio of ratios) expect(ratio).toBeCloseTo(1, 6)
    }
  }
})

it('goes on from its state in another process, whichever phase it is in', async () => {
  const run = fixture.runs[0]!
  const { folder, images } = await imagesOf(run)
  for (const phase of run.phases) {
    images.beginPhase()
    await take(images, phase.length - 2)
    const state = JSON.parse(JSON.stringify(images.state()))
    const resumed = (await imagesOf(run, folder)).images
    resumed.beginPhase()
    resumed.restoreState(state)
    expect((await take(resumed, 2)).map(({ paths }) => paths)).toEqual(
      (await take(images, 2)).map(({ paths }) => paths),
    )
  }
})

it("keeps the iterator's order for single passes and batches", async () => {
  const run = fixture.runs[0]!
  const { folder, images } = await imagesOf(run)
  const plain = await fromDirectory(folder, { ...settingsOf(run), workers: 0 })
  images.beginPhase()
  const pass = []
  for await (const { paths } of images.epoch(1)) pass.push(paths)
  const expected = []
  for await (const { paths } of plain.epoch(1)) expected.push(paths)
  expect(pass).toEqual(expected)
  expect((await images.batch(2)).paths).toEqual((await plain.batch(2)).paths)
})

it('refuses the state of the other order', async () => {
  const run = fixture.runs[0]!
  const { folder, images } = await imagesOf(run)
  const plain = await fromDirectory(folder, { ...settingsOf(run), workers: 0 })
  expect(() => images.restoreState(plain.state())).toThrow(/in the order of Keras's fit/)
  expect(() => plain.restoreState(images.state())).toThrow(/in the iterator's order/)
})

it('begins anew after reset()', async () => {
  const run = fixture.runs[1]!
  const { images } = await imagesOf(run)
  const first = async () => {
    images.beginPhase()
    return (await take(images, 7)).map(({ paths }) => paths)
  }
  const before = await first()
  expect(await first()).not.toEqual(before)
  images.reset()
  expect(await first()).toEqual(before)
})

function settingsOf({ options: { batch_size: batchSize, ...options } }: KerasFit) {
  return {
    ...options,
    batchSize,
    classMode: 'sparse',
    targetSize: [9, 8],
    transform: exerciseAugmentation,
  } as const
}

async function imagesOf(run: KerasFit, given?: string) {
  const folder = given ?? (await folderOfDrawn(fixture.files, fixture.height, fixture.width))
  const fitOrder = new PythonRandom(run.python)
  return { folder, images: await fromDirectory(folder, { ...settingsOf(run), workers: 0, fitOrder }) }
}

async function take(images: AsyncIterable<Batch>, count: number): Promise<Batch[]> {
  const batches: Batch[] = []
  for await (const batch of images) {
    batches.push(batch)
    if (batches.length === count) break
  }
  return batches
}

function meansOf({ images: { data, shape } }: Batch): number[] {
  const length = data.length / shape[0]!
  return Array.from({ length: shape[0]! }, (_, row) => {
    const values = data.subarray(row * length, (row + 1) * length)
    return values.reduce((sum, value) => sum + value, 0) / length
  })
}
