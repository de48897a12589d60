import { cp, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { imageDataGenerator } from '@graft-ml/augment'
import { describe, expect, it } from 'vitest'
import { folderOfDrawn } from '../../test/drawn-pictures'
import type { DirectoryOptions } from './directory-options'
import { fromDirectory } from './from-directory'

const names = ['cats/1.ppm', 'cats/2.ppm', 'dogs/1.ppm']
const options: DirectoryOptions = { targetSize: [6, 5], batchSize: 2, seed: 5, workers: 0 }

async function identityOf(folder: string, changed: DirectoryOptions = {}): Promise<string | undefined> {
  return (await fromDirectory(folder, { ...options, ...changed })).identity()
}

describe('the identity of a folder of pictures', () => {
  it('is that of a copy, whatever is read of it first', async () => {
    const folder = await folderOfDrawn(names)
    const copy = await folderOfDrawn([])
    await cp(folder, copy, { recursive: true })
    const images = await fromDirectory(folder, options)
    const before = await images.identity()
    for await (const _ of images) break
    expect(await images.identity()).toBe(before)
    expect(await identityOf(copy)).toBe(before)
  })

  it.each<[string, DirectoryOptions]>([
    ['seed', { seed: 6 }],
    ['size', { targetSize: [5, 6] }],
    ['batches', { batchSize: 3 }],
    ['order', { shuffle: false }],
    ['labels', { classMode: 'sparse' }],
    ['classes', { classes: ['dogs', 'cats'] }],
    ['change', { transform: imageDataGenerator({ rescale: 0.5 }) }],
  ])('is another with another %s', async (_, changed) => {
    const folder = await folderOfDrawn(names)
    expect(await identityOf(folder, changed)).not.toBe(await identityOf(folder))
  })

  it('is another when a picture has changed under its name', async () => {
    const folder = await folderOfDrawn(names)
    const before = await identityOf(folder)
    await writeFile(join(folder, names[1]!), 'other bytes')
    expect(await identityOf(folder)).not.toBe(before)
  })

  it('cannot be told with a function of the caller', async () => {
    const transform = imageDataGenerator({ preprocessingFunction: (image) => image })
    expect(await identityOf(await folderOfDrawn(names), { transform })).toBeUndefined()
  })
})

it('says whether its pictures repeat', async () => {
  const folder = await folderOfDrawn(names)
  const repeats = async (transform?: DirectoryOptions['transform']) =>
    (await fromDirectory(folder, { ...options, transform })).repeats
  expect(await repeats()).toBe(true)
  expect(await repeats(imageDataGenerator({ rescale: 1 / 255 }))).toBe(true)
  expect(await repeats(imageDataGenerator({ horizontalFlip: true }))).toBe(false)
  expect(await repeats({ sample: () => 0, apply: (image) => image })).toBe(false)
})
