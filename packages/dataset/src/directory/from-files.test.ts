import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fromFiles } from './from-files'

let folder: string
const picture = (name: string) => join(folder, name)
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-files-'))
  await mkdir(join(folder, 'b'))
  for (const [at, name] of ['z.ppm', 'b/a.ppm', 'c.ppm'].entries()) {
    const pixels = Buffer.alloc(8 * 8 * 3, (at + 1) * 10)
    await writeFile(picture(name), Buffer.concat([Buffer.from('P6 8 8 255\n'), pixels]))
  }
  await writeFile(picture('broken.ppm'), 'P6 8')
})
afterAll(() => rm(folder, { recursive: true }))

it('keeps the order of the list, without labels', async () => {
  const files = ['z.ppm', 'c.ppm', 'b/a.ppm'].map(picture)
  const photos = await fromFiles(files, { targetSize: [4, 6], batchSize: 2, workers: 0 })
  const seen = []
  for await (const { images, labels, paths } of photos.epoch()) {
    expect(labels).toBeUndefined()
    seen.push({ shape: images.shape, first: images.data[0], paths })
  }
  expect(seen).toEqual([
    { shape: [2, 4, 6, 3], first: 10, paths: files.slice(0, 2) },
    { shape: [1, 4, 6, 3], first: 20, paths: files.slice(2) },
  ])
  await photos.close()
})

it('leaves broken files out where it may, and says which', async () => {
  const files = [picture('broken.ppm'), picture('c.ppm')]
  const photos = await fromFiles(files, { onBroken: 'skip', workers: 0 })
  expect(photos.filenames).toEqual([picture('c.ppm')])
  expect(photos.skipped).toMatchObject([{ path: picture('broken.ppm') }])
  await photos.close()
})

it('wants pictures', async () => {
  await expect(fromFiles([])).rejects.toThrow(/There are no files\. Give the paths of pictures/)
  await expect(fromFiles([picture('broken.ppm')], { onBroken: 'skip', workers: 0 })).rejects.toMatchObject({
    code: 'NO_IMAGES',
    message: expect.stringMatching(/None of the 1 files is a picture/),
  })
})
