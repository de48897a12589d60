import { open, readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type NdArray, randomStream } from '@graft-ml/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { temporaryFolder } from '../../test-support/temporary-folder'
import { FeatureStore } from './feature-store'
import { RowFile } from './row-file'
import { formatOf, type Precision } from './row-format'

/** Two arrays a picture, as a trunk with two places gives them. */
function features(pictures: number, seed = 1): NdArray[] {
  const random = randomStream('features', seed)
  const array = (...shape: number[]) => ({
    data: Float32Array.from({ length: shape.reduce((size, length) => size * length) }, () => random() - 0.5),
    shape,
  })
  return [array(pictures, 2, 3), array(pictures, 5)]
}

const BYTES_PER_ROW = (6 + 5) * 4

async function storeIn(folder: string, memory: number, precision: Precision = 'float32') {
  const format = formatOf(features(1), precision)
  const store = new FeatureStore({ format, memory, openFile: () => RowFile.temporary(folder) })
  onTestFinished(() => store.close())
  return store
}

function picture([first, second]: readonly NdArray[], index: number): number[][] {
  return [
    [...first.data.subarray(index * 6, index * 6 + 6)],
    [...second.data.subarray(index * 5, index * 5 + 5)],
  ]
}

describe('FeatureStore', () => {
  it.each([
    ['memory', 1e9],
    ['a file', 0],
    ['both', 3 * BYTES_PER_ROW + 1],
  ])('gives back number for number what is in %s', async (_where, memory) => {
    const store = await storeIn(await temporaryFolder(), memory)
    const [one, two] = [features(4, 1), features(3, 2)]
    await store.write([6, 1, 4, 2], one)
    await store.write([0, 5, 3], two)
    const read = await store.read([3, 4, 6, 0, 4])
    expect(read.map(({ shape }) => shape)).toEqual([
      [5, 2, 3],
      [5, 5],
    ])
    const expected = [picture(two, 2), picture(one, 2), picture(one, 0), picture(two, 0), picture(one, 2)]
    expect([0, 1, 2, 3, 4].map((index) => picture(read, index))).toEqual(expected)
  })

  it.each([
    ['memory', 1e9, 'float32'],
    ['a file', 0, 'float32'],
    ['a file of 16 bits', 0, 'float16'],
  ] as const)(
    'reads from %s over a batch of the same size, and only there',
    async (_where, memory, precision) => {
      const store = await storeIn(await temporaryFolder(), memory, precision)
      await store.write([0, 1, 2], features(3))
      const expected = await store.read([2, 0])
      const former = features(2, 9)
      const read = await store.read([2, 0], former)
      expect(read).toEqual(expected)
      expect(read.map(({ data }) => data)).toEqual(former.map(({ data }) => data))
      expect(read[1].data).toBe(former[1].data)
      const shorter = features(1, 9)
      expect(await store.read([2, 0], shorter)).toEqual(expected)
      expect(shorter).toEqual(features(1, 9))
    },
  )

  it('does not hold on to arrays that somebody fills again', async () => {
    const store = await storeIn(await temporaryFolder(), 1e9)
    const batch = features(2)
    const before = picture(batch, 1)
    await store.write([0, 1], batch)
    for (const { data } of batch) data.fill(7)
    const read = await store.read([1])
    expect(picture(read, 0)).toEqual(before)
    for (const { data } of read) data.fill(8)
    expect(picture(await store.read([1]), 0)).toEqual(before)
  })

  it('has no file in sight while it is used, and none after it', async () => {
    const folder = await temporaryFolder()
    const store = await storeIn(folder, 0)
    await store.write([0, 1], features(2))
    expect(await readdir(folder)).toEqual([])
    await store.close()
    expect(await readdir(folder)).toEqual([])
  })

  it('refuses in 16 bits what these do not hold', async () => {
    const store = await storeIn(await temporaryFolder(), 0, 'float16')
    const batch = features(1)
    batch[1].data[3] = 70_000
    await expect(store.write([0], batch)).rejects.toMatchObject({ code: 'FEATURES_TOO_LARGE' })
  })

  it('names the folder that cannot be written', async () => {
    const file = join(await temporaryFolder(), 'a file')
    await writeFile(file, '')
    const store = await storeIn(join(file, 'folder'), 0)
    await expect(store.write([0], features(1))).rejects.toMatchObject({
      code: 'READ_ONLY',
      message: expect.stringContaining('a file'),
    })
  })
})

describe('RowFile', () => {
  it.each([
    ['altered', (path: string) => alter(path, 13)],
    ['cut short', (path: string) => truncate(path, 10)],
  ])('tells that a row was %s', async (_how, damage) => {
    const path = join(await temporaryFolder(), 'rows')
    const file = await RowFile.create(path)
    onTestFinished(() => file.close())
    await file.write(0, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))
    await file.write(1, Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8))
    expect([...(await file.read(1, 8))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    const parts = [new Uint8Array(3), new Uint8Array(5)]
    await file.readInto(1, parts)
    expect(parts.map((part) => [...part])).toEqual([
      [1, 2, 3],
      [4, 5, 6, 7, 8],
    ])
    await damage(path)
    expect([...(await file.read(0, 8))]).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    await expect(file.read(1, 8)).rejects.toMatchObject({ code: 'BROKEN_FEATURES' })
    await expect(file.readInto(1, parts)).rejects.toMatchObject({ code: 'BROKEN_FEATURES' })
  })
})

async function alter(path: string, position: number): Promise<void> {
  const file = await open(path, 'r+')
  await file.write(Buffer.of(0xff), 0, 1, position)
  await file.close()
}
