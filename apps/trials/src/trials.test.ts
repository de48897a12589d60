import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeFileAtomically } from '@graft-ml/core/files'
import { encodeImage } from '@graft-ml/dataset'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { makePhotoFolders } from './photo-folders'
import { Results } from './results'
import { runTrial } from './run-trial'
import type { Trial } from './trial'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-trials-test-'))
  for (const part of ['train', 'validation'])
    for (const [label, name] of ['dark', 'light'].entries())
      for (let number = 0; number < 16; number++)
        await writeFileAtomically(
          join(folder, 'photos', part, name, `${number}.png`),
          await picture(label, number),
        )
})
afterAll(() => rm(folder, { recursive: true, force: true }))

async function picture(label: number, number: number): Promise<Uint8Array> {
  const data = new Uint8Array(80 * 80 * 3).fill(label === 0 ? 40 + number : 200 - number)
  return await encodeImage({ data, width: 80, height: 80, channels: 3 }, { format: 'png', scale: false })
}

it('takes as many photos of each class, or few of the second', async () => {
  const { even, lopsided } = await makePhotoFolders(join(folder, 'photos'), join(folder, 'few'), 8)
  const count = async (...path: string[]) => (await readdir(join(...path))).length
  expect([await count(even, 'train/dark'), await count(even, 'train/light')]).toEqual([8, 8])
  expect([await count(lopsided, 'train/dark'), await count(lopsided, 'train/light')]).toEqual([8, 1])
  expect(await count(lopsided, 'validation/light')).toBe(16)
})

it('tries recipes, and keeps what they gave', { timeout: 240_000 }, async () => {
  const folders = await makePhotoFolders(join(folder, 'photos'), join(folder, 'more'), 16)
  const common = '--image-size 75 --hidden-units 8 --epochs 1 --fine-tune-epochs 0'.split(' ')
  const options = { folders, runs: join(folder, 'runs'), weights: 'none', seed: 1, common }
  const trials: Trial[] = [
    { name: 'plain', options: [] },
    { name: 'two views', options: [], views: 2 },
    { name: 'two folds', options: [], folds: 2 },
  ]
  const path = join(folder, 'trials.json')
  const results = await Results.open(path)
  for (const trial of trials) await results.add(await runTrial(trial, options))
  const again = await Results.open(path)
  expect(again.samples).toEqual(results.samples)
  expect(again.has('two views', 1)).toBe(true)
  expect(again.has('two views', 2)).toBe(false)
  for (const { accuracy, seconds } of again.samples) {
    expect(accuracy).toBeGreaterThanOrEqual(0.4)
    expect(seconds).toBeGreaterThan(0)
  }
  await expect(runTrial({ name: 'wrong', options: ['--mix', 'soup'] }, options)).rejects.toThrow(
    /ended with 2:.*Allowed choices are none, mixup, cutmix/s,
  )
})
