import { mkdir, rm, writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { asPpm, drawn, folderOf, folderOfDrawn } from '../../test/drawn-pictures'
import type { DirectoryOptions } from './directory-options'
import { fromDirectory } from './from-directory'

const twoClasses = ['cats/1.ppm', 'cats/2.ppm', 'dogs/1.ppm', 'dogs/2.ppm', 'dogs/3.ppm']
const here: DirectoryOptions = { targetSize: [6, 5], workers: 0 }

describe('fromDirectory finds', () => {
  it('the pictures of each class and says so as Keras does', async () => {
    const images = await fromDirectory(await folderOfDrawn(twoClasses), here)
    expect(images.describe()).toBe('Found 5 images belonging to 2 classes.')
    expect(images.classIndices).toEqual({ cats: 0, dogs: 1 })
    expect(images.filenames).toEqual(twoClasses)
    expect([...images.labels]).toEqual([0, 0, 1, 1, 1])
    expect(images).toMatchObject({
      samples: 5,
      batchSize: 32,
      batchesPerEpoch: 1,
      batchesSeen: 0,
      skipped: [],
    })
    expect(images.imageShape).toEqual({ height: 6, width: 5, channels: 3 })
  })

  it('pictures without classes', async () => {
    const images = await fromDirectory(await folderOfDrawn(['b.ppm', 'a.ppm']), {
      ...here,
      classes: ['.'],
      classMode: 'none',
    })
    expect(images.filenames).toEqual(['a.ppm', 'b.ppm'])
  })

  it('a seed of its own when none is given', async () => {
    const folder = await folderOfDrawn(twoClasses)
    const [first, second] = [await fromDirectory(folder, here), await fromDirectory(folder, here)]
    expect(first.seed).not.toBe(second.seed)
    expect((await fromDirectory(folder, { ...here, seed: first.seed })).seed).toBe(first.seed)
  })
})

describe('fromDirectory refuses', () => {
  it('a folder that is missing or a file', async () => {
    const folder = await folderOfDrawn(twoClasses)
    await expect(fromDirectory(`${folder}/nowhere`)).rejects.toMatchObject({
      code: 'UNREADABLE_FOLDER',
      message: expect.stringContaining(`${folder}/nowhere cannot be read: it does not exist`),
    })
    await expect(fromDirectory(`${folder}/cats/1.ppm`)).rejects.toThrow('it is a file')
  })

  it('a folder without class folders', async () => {
    await expect(fromDirectory(await folderOfDrawn(['1.ppm']))).rejects.toMatchObject({
      code: 'NO_IMAGES',
      message: expect.stringContaining("classes: ['.']"),
    })
  })

  it('an empty class, unless that is allowed', async () => {
    const folder = await folderOfDrawn(twoClasses)
    await mkdir(`${folder}/birds`)
    await expect(fromDirectory(folder, here)).rejects.toMatchObject({
      code: 'EMPTY_CLASS',
      className: 'birds',
    })
    const images = await fromDirectory(folder, { ...here, allowEmptyClasses: true })
    expect(images.classIndices).toEqual({ birds: 0, cats: 1, dogs: 2 })
    expect([...images.labels]).toEqual([1, 1, 2, 2, 2])
  })

  it('binary labels for other than two classes, naming those found', async () => {
    const binary = { ...here, classMode: 'binary' } as const
    const folder = await folderOfDrawn([...twoClasses, 'owls/1.ppm'])
    await expect(fromDirectory(folder, binary)).rejects.toMatchObject({
      code: 'CLASS_COUNT',
      message: expect.stringContaining(`Found 3 in ${folder}: 'cats', 'dogs', 'owls'`),
    })
    await expect(fromDirectory(folder, { ...binary, classes: ['cats'] })).rejects.toThrow('Found 1 in')
    expect((await fromDirectory(folder, { ...binary, classes: ['owls', 'cats'] })).classes).toEqual([
      'owls',
      'cats',
    ])
  })

  it('a class that is not there, naming those that are', async () => {
    const folder = await folderOfDrawn(twoClasses)
    await expect(fromDirectory(folder, { classes: ['cats', 'birds'] })).rejects.toThrow(
      "classes must be one of 'cats', 'dogs'. Received: 'birds'",
    )
  })

  it('a subset without pictures', async () => {
    const folder = await folderOfDrawn(twoClasses)
    await expect(
      fromDirectory(folder, { ...here, subset: 'validation', validationSplit: 0.3 }),
    ).rejects.toMatchObject({
      code: 'NO_IMAGES',
      message: expect.stringContaining('The validation subset'),
    })
  })

  it.each<[string, object, string]>([
    ['an unknown option', { batch_size: 20 }, "Received: 'batch_size'"],
    ['a color mode', { colorMode: 'bgr' }, "one of 'rgb', 'rgba', 'grayscale'"],
    ['a class mode', { classMode: null }, "'categorical', 'binary', 'sparse', 'input', 'none'"],
    ['an interpolation', { interpolation: 'cubic' }, "'nearest', 'bilinear', 'bicubic'"],
    ['a target size', { targetSize: [150] }, '[height, width]'],
    ['a batch size', { batchSize: 0 }, 'an integer of at least 1'],
    ['a seed', { seed: -1 }, 'an integer from 0 to 4294967295'],
    ['a split', { validationSplit: 1 }, 'between 0 and 1'],
    ['a subset without a split', { subset: 'training' }, "when subset is 'training'"],
    ['a fold that is not there', { fold: { index: 5, of: 5 }, subset: 'training' }, 'from 0 to 4'],
    ['a single fold', { fold: { index: 0, of: 1 }, subset: 'training' }, 'at least 2'],
    ['a fold without a subset', { fold: { index: 0, of: 5 } }, "'training', 'validation'"],
    [
      'a fold and a split',
      { fold: { index: 0, of: 5 }, subset: 'training', validationSplit: 0.2 },
      'absent when `fold` is given',
    ],
    ['a class twice', { classes: ['cats', 'cats'] }, 'each once'],
    ['threads', { workers: 1.5 }, 'an integer of at least 0'],
  ])('%s that is not valid, saying what is', async (_, options, message) => {
    const folder = await folderOfDrawn(twoClasses)
    await expect(fromDirectory(folder, options)).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining(message),
    })
  })
})

describe.each([0, 1])('broken files, with %d workers', (workers) => {
  const files = {
    'cats/1.ppm': asPpm(drawn(12, 10)),
    'cats/2.jpg': 'this is no picture',
    'dogs/1.ppm': asPpm(drawn(12, 10, 1)).subarray(0, 200),
    'dogs/2.ppm': asPpm(drawn(12, 10, 2)),
  }

  it('end the loop with an error that names the file', async () => {
    const folder = await folderOf(files)
    const images = await fromDirectory(folder, { ...here, workers, shuffle: false, batchSize: 1 })
    const seen: string[] = []
    const reading = (async () => {
      for await (const { paths } of images) seen.push(...paths!)
    })()
    await expect(reading).rejects.toMatchObject({ code: 'BROKEN_IMAGE', path: `${folder}/cats/2.jpg` })
    expect(seen).toEqual([`${folder}/cats/1.ppm`])
    // Mended, the loop goes on where it stopped.
    await writeFile(`${folder}/cats/2.jpg`, files['dogs/2.ppm'])
    for await (const { paths } of images) {
      expect(paths).toEqual([`${folder}/cats/2.jpg`])
      break
    }
    await images.close()
  })

  it('are left out before anything is counted when that is asked for', async () => {
    const folder = await folderOf(files)
    const images = await fromDirectory(folder, { ...here, workers, onBroken: 'skip', batchSize: 1 })
    expect(images.skipped).toEqual([
      { path: `${folder}/cats/2.jpg`, reason: expect.stringContaining('none of these formats') },
      { path: `${folder}/dogs/1.ppm`, reason: 'the PNM file is cut short' },
    ])
    expect(images).toMatchObject({ samples: 2, batchesPerEpoch: 2, filenames: ['cats/1.ppm', 'dogs/2.ppm'] })
    await images.close()
  })

  it('may leave a class without pictures, which is an error', async () => {
    const folder = await folderOf(files)
    await rm(`${folder}/cats/1.ppm`)
    await expect(fromDirectory(folder, { ...here, workers, onBroken: 'skip' })).rejects.toThrow(
      "The class 'cats'",
    )
  })
})
