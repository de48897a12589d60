import { afterAll, expect, it } from 'vitest'
import { asPpm, drawn, folderOf } from '../../test/drawn-pictures'
import { NoImagesError } from '../directory/directory-errors'
import { encodeImage } from '../encode/encode-image'
import { DecodePool } from '../pool/decode-pool'
import { inspectFolder } from './inspect-folder'

const pools = {
  'the calling thread': new DecodePool({ workers: 0 }),
  'two threads': new DecodePool({ workers: 2 }),
}
afterAll(async () => {
  for (const pool of Object.values(pools)) await pool.close()
})

it.each(Object.entries(pools))('tells what each class holds, on %s', async (_, pool) => {
  const folder = await folderOf({
    'owls/1.ppm': asPpm(drawn(12, 10, 1)),
    'owls/deep/2.ppm': asPpm(drawn(14, 30, 2)),
    'owls/3.png': await encodeImage(drawn(20, 20, 3), { format: 'png' }),
    'owls/notes.txt': 'no picture by its name',
    'foxes/1.ppm': asPpm(drawn(12, 10, 4)).subarray(0, 100),
    'foxes/2.jpg': '',
  })
  const seen: number[] = []
  const { parts, duplicates } = await inspectFolder(folder, {
    pool,
    onProgress: (files, all) => seen.push(files, all),
  })
  expect(parts.map(({ name }) => name)).toEqual([''])
  const [foxes, owls] = parts[0]!.classes
  expect(owls).toMatchObject({
    name: 'owls',
    pictures: 3,
    formats: { pnm: 2, png: 1 },
    widths: { least: 10, median: 20, most: 30 },
    heights: { least: 12, median: 14, most: 20 },
    broken: [],
  })
  expect(owls!.bytes).toBeGreaterThan(3 * (12 * 10 + 14 * 30))
  expect(foxes).toMatchObject({ name: 'foxes', pictures: 0, bytes: 0, formats: {}, widths: undefined })
  expect(foxes!.broken.map(({ path }) => path)).toEqual(['foxes/1.ppm', 'foxes/2.jpg'])
  expect(foxes!.broken[1]!.reason).toContain('the file is empty')
  expect(duplicates).toEqual([])
  expect(seen.slice(-2)).toEqual([5, 5])
})

it('finds copies by what they show, across classes and parts', async () => {
  const same = drawn(12, 10, 1)
  const folder = await folderOf({
    'train/a/1.ppm': asPpm(same),
    'train/a/2.ppm': asPpm(drawn(12, 10, 2)),
    'train/b/1.ppm': asPpm(drawn(10, 12, 1)),
    'validation/a/9.png': await encodeImage(same, { format: 'png', scale: false }),
    'test/b/1.ppm': asPpm(drawn(12, 10, 2)),
    'elsewhere/b/1.ppm': asPpm(same),
  })
  const { parts, duplicates } = await inspectFolder(folder, { pool: pools['two threads'] })
  expect(parts.map(({ name, classes }) => [name, classes.map((one) => one.name)])).toEqual([
    ['train', ['a', 'b']],
    ['validation', ['a']],
    ['test', ['b']],
  ])
  expect(duplicates).toEqual([
    ['train/a/1.ppm', 'validation/a/9.png'],
    ['train/a/2.ppm', 'test/b/1.ppm'],
  ])
})

it('needs a class folder', async () => {
  const folder = await folderOf({ 'picture.ppm': asPpm(drawn(12, 10)) })
  await expect(inspectFolder(folder)).rejects.toThrow(NoImagesError)
  await expect(inspectFolder(`${folder}/nowhere`)).rejects.toThrow(/cannot be read: it does not exist/)
})
