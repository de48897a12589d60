import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { drawSample } from './draw-sample'

const small = { seed: 3, training: 3, validation: 2, size: 120 }
const classes = ['train/cats', 'train/dogs', 'validation/cats', 'validation/dogs']

let root: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'graft-sample-'))
})
afterEach(() => rm(root, { recursive: true, force: true }))

describe('drawSample', () => {
  it('draws as many JPEGs as asked, in the layout of the exercise', async () => {
    const folder = join(root, 'sample')
    expect(await drawSample(folder, small)).toEqual({ drawn: true })
    const counts = await Promise.all(classes.map(async (name) => (await readdir(join(folder, name))).length))
    expect(counts).toEqual([3, 3, 2, 2])
    expect(await readdir(root)).toEqual(['sample'])
    for (const path of await pictures(folder)) {
      const { format, width, height, channels } = await sharp(path).metadata()
      expect({ format, channels, longer: Math.max(width, height) }).toEqual({
        format: 'jpeg',
        channels: 3,
        longer: 120,
      })
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(84)
    }
  })

  it('draws the same for the same seed, and no picture twice', async () => {
    const [first, second, other] = await Promise.all(
      [small, small, { ...small, seed: 4 }].map(async (options, index) => {
        const folder = join(root, String(index))
        await drawSample(folder, options)
        return hashes(folder)
      }),
    )
    expect(second).toEqual(first)
    expect(new Set([...first!, ...other!]).size).toBe(20)
  })

  it('leaves a sample alone that is there, and replaces another', async () => {
    await drawSample(root, small)
    const [path] = await pictures(root)
    const { mtimeMs } = await stat(path!)
    expect(await drawSample(root, small)).toEqual({ drawn: false })
    expect((await stat(path!)).mtimeMs).toBe(mtimeMs)
    expect(await drawSample(root, { ...small, training: 1 })).toEqual({ drawn: true })
    expect(await pictures(root)).toHaveLength(6)
  })

  it('draws anew when the folder is not a whole sample', async () => {
    await writeFile(join(root, 'something.txt'), 'else')
    expect(await drawSample(root, small)).toEqual({ drawn: true })
    await unlink((await pictures(root))[0]!)
    expect(await drawSample(root, small)).toEqual({ drawn: true })
    expect(await pictures(root)).toHaveLength(10)
  })
})

async function pictures(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true })
  return names.filter((name) => name.endsWith('.jpg')).map((name) => join(folder, name))
}

async function hashes(folder: string): Promise<string[]> {
  const paths = await pictures(folder)
  return Promise.all(
    paths.map(async (path) =>
      createHash('sha256')
        .update(await readFile(path))
        .digest('hex'),
    ),
  )
}
