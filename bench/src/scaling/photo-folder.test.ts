import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listPictures } from '@graft-ml/dataset'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { makePhotoFolder } from './photo-folder'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-bench-test-'))
  for (const [part, count] of [
    ['train', 4],
    ['validation', 2],
  ] as const) {
    for (const name of ['cats', 'dogs']) {
      await mkdir(join(folder, 'photos', part, name), { recursive: true })
      for (let at = 0; at < count; at++) {
        await writeFile(join(folder, 'photos', part, name, `${at}.jpg`), `${part} ${name} ${at}`)
      }
    }
  }
})
afterEach(() => rm(folder, { recursive: true }))

it('takes a share of each class', async () => {
  const few = join(folder, 'few')
  expect(await makePhotoFolder(join(folder, 'photos'), few, 0.5)).toEqual({ training: 4, validation: 2 })
  expect(await listPictures(join(few, 'train'))).toEqual([
    'cats/0.jpg',
    'cats/1.jpg',
    'dogs/0.jpg',
    'dogs/1.jpg',
  ])
  expect(await readFile(join(few, 'validation/dogs/0.jpg'), 'utf8')).toBe('validation dogs 0')
})

it('lists photos again where more are wanted than there are', async () => {
  const many = join(folder, 'many')
  expect(await makePhotoFolder(join(folder, 'photos'), many, 2)).toEqual({ training: 16, validation: 8 })
  expect(await listPictures(join(many, 'validation'))).toEqual([
    ...['cats/0.jpg', 'cats/1.jpg', 'cats/again-1/0.jpg', 'cats/again-1/1.jpg'],
    ...['dogs/0.jpg', 'dogs/1.jpg', 'dogs/again-1/0.jpg', 'dogs/again-1/1.jpg'],
  ])
  expect(await readFile(join(many, 'train/cats/again-1/3.jpg'), 'utf8')).toBe('train cats 3')
})

it('leaves no class empty', async () => {
  expect(await makePhotoFolder(join(folder, 'photos'), join(folder, 'least'), 0.01)).toEqual({
    training: 2,
    validation: 2,
  })
})
