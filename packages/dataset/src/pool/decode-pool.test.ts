import { pathToFileURL } from 'node:url'
import type { ImageTransform } from '@graft-ml/core'
import { describe, expect, it, onTestFinished } from 'vitest'
import { drawn, folderOf, folderOfDrawn } from '../../test/drawn-pictures'
import { fromDirectory } from '../directory/from-directory'
import { encodeImage } from '../encode/encode-image'
import { DecodePool } from './decode-pool'

const names = ['a/1.ppm', 'a/2.ppm', 'a/3.ppm', 'b/1.ppm', 'b/2.ppm']

/** A transform that only exists in a module of its own, so that only another thread can have built it. */
async function transformIn(source: string): Promise<ImageTransform> {
  const folder = await folderOf({
    'transform.mjs': `export const create = (options) => ({ apply: ${source} })`,
  })
  const module = pathToFileURL(`${folder}/transform.mjs`).href
  return {
    sample: (random) => random.randint(100),
    apply: () => {
      throw new Error('applied on the calling thread')
    },
    portable: { module, exportName: 'create', options: { plus: 1000 } },
  }
}

function encodedPicture(): Promise<Uint8Array> {
  return encodeImage(drawn(40, 40), { format: 'jpeg' })
}

function poolOf(workers: number): DecodePool {
  const pool = new DecodePool({ workers })
  onTestFinished(() => pool.close())
  return pool
}

describe('DecodePool', () => {
  it('gives the same batches with any number of threads, transforms applied on them', async () => {
    const folder = await folderOfDrawn(names)
    const transform = await transformIn(
      '(image, drawn) => ({ ...image, data: image.data.map((value) => value + drawn + options.plus) })',
    )
    const read = async (workers: number) => {
      const options = { targetSize: [6, 5], batchSize: 4, seed: 1, transform, pool: poolOf(workers) } as const
      const batches = []
      for await (const batch of (await fromDirectory(folder, options)).epoch()) batches.push(batch)
      return batches
    }
    const alone = await read(1)
    expect(await read(3)).toEqual(alone)
    expect(alone[0]!.images.data.every((value) => value >= 1000 && value < 1000 + 356)).toBe(true)
  })

  it('gives the same batches whether threads prepare whole batches or parts of one', async () => {
    const folder = await folderOfDrawn(names)
    const read = async (workers: number, prefetch: number) => {
      const options = { targetSize: [6, 5], batchSize: 4, seed: 1, pool: poolOf(workers), prefetch } as const
      const batches = []
      for await (const batch of (await fromDirectory(folder, options)).epoch()) batches.push(batch)
      return batches
    }
    const onThisThread = await read(0, 2)
    expect(await read(2, 2)).toEqual(onThisThread)
    expect(await read(3, 0)).toEqual(onThisThread)
  })

  it.each([0, 2])('prepares batches in memory that it gets back: %i threads', async (workers) => {
    const folder = await folderOfDrawn(names)
    const options = { targetSize: [6, 5], batchSize: 2, seed: 1, prefetch: 2 } as const
    const expected = await fromDirectory(folder, { ...options, workers: 0 })
    const images = await fromDirectory(folder, { ...options, pool: poolOf(workers) })
    let former: Float32Array | undefined
    // The last of three batches is shorter: its memory serves for none of the others.
    for (let number = 0; number < 7; number++) {
      const { data, shape } = (await images.batch(number % 3)).images
      expect({ data, shape }).toEqual((await expected.batch(number % 3)).images)
      const fits = former?.length === data.length
      if (fits && workers === 0) expect(data).toBe(former)
      if (fits && workers > 0) expect(former).toHaveLength(0)
      former = data
      images.recycle(data)
    }
  })

  it.each([1, 2])(
    'prepares the next batches, and no more, while the calling thread is busy: %i',
    async (workers) => {
      const folder = await folderOfDrawn(names)
      const prepared = new Int32Array(new SharedArrayBuffer(4))
      const transform = await transformIn('(image) => { Atomics.add(options.prepared, 0, 1); return image }')
      const counting = { ...transform, portable: { ...transform.portable!, options: { prepared } } }
      const options = { targetSize: [6, 5], batchSize: 2, prefetch: 2, pool: poolOf(workers) } as const
      const batches = (await fromDirectory(folder, { ...options, transform: counting }))[
        Symbol.asyncIterator
      ]()
      await batches.next()
      // Three batches of the five pictures: 2, 2, 1. Nothing is awaited here: this thread does not answer.
      const deadline = performance.now() + 20_000
      while (Atomics.load(prepared, 0) < 5 && performance.now() < deadline);
      expect(Atomics.load(prepared, 0)).toBe(5)
      const later = performance.now() + 100
      while (performance.now() < later);
      expect(Atomics.load(prepared, 0)).toBe(5)
      await batches.return?.()
    },
  )

  it('names the file that is cut short', async () => {
    const folder = await folderOf({ 'a/1.jpg': (await encodedPicture()).subarray(0, -40) })
    for (const workers of [0, 1]) {
      const images = await fromDirectory(folder, { targetSize: [6, 5], pool: poolOf(workers) })
      await expect(images.batch(0)).rejects.toMatchObject({
        name: 'BrokenImageError',
        code: 'BROKEN_IMAGE',
        path: `${folder}/a/1.jpg`,
      })
    }
  })

  it('names the picture whose transform throws, and goes on', async () => {
    const folder = await folderOfDrawn(names)
    const transform = await transformIn('() => { throw new Error("no light") }')
    const options = { targetSize: [6, 5], batchSize: 2, shuffle: false, pool: poolOf(1) } as const
    const failing = await fromDirectory(folder, { ...options, transform })
    await expect(failing.epoch()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'IMAGE_TASK_FAILED',
      message: expect.stringContaining(`${folder}/a/1.ppm could not be prepared: no light.`),
    })
    const plain = (await fromDirectory(folder, options)).epoch()[Symbol.asyncIterator]()
    expect((await plain.next()).value.images.shape).toEqual([2, 6, 5, 3])
    await plain.return?.()
  })

  it('names the picture at which a thread died, and goes on with a new thread', async () => {
    const folder = await folderOfDrawn(names)
    const transform = await transformIn('(image, drawn) => process.exit(3)')
    const options = {
      targetSize: [6, 5],
      batchSize: 2,
      shuffle: false,
      prefetch: 0,
      pool: poolOf(1),
    } as const
    const deadly = await fromDirectory(folder, { ...options, transform })
    await expect(deadly.epoch()[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      code: 'IMAGE_TASK_FAILED',
      path: `${folder}/a/1.ppm`,
      message: expect.stringContaining('worker exited with code: 3'),
    })
    const plain = (await fromDirectory(folder, options)).epoch()[Symbol.asyncIterator]()
    expect((await plain.next()).value.images.shape).toEqual([2, 6, 5, 3])
    await plain.return?.()
  })

  it('says which module lacks a transform', async () => {
    const folder = await folderOfDrawn(names)
    const transform = await transformIn('0')
    const missing = { ...transform, portable: { ...transform.portable!, exportName: 'absent' } }
    const images = await fromDirectory(folder, { targetSize: [6, 5], transform: missing, pool: poolOf(1) })
    await expect(images.epoch()[Symbol.asyncIterator]().next()).rejects.toThrow('exports no function absent')
  })

  it('is closed by whoever made it, and says so when it is used afterwards', async () => {
    const folder = await folderOfDrawn(names)
    const pool = poolOf(1)
    const images = await fromDirectory(folder, { targetSize: [6, 5], pool, prefetch: 0 })
    const batches = images[Symbol.asyncIterator]()
    await batches.next()
    await images.close()
    await batches.next()
    expect(images.batchesSeen).toBe(2)
    await pool.close()
    await expect(batches.next()).rejects.toMatchObject({ code: 'POOL_CLOSED' })
  })

  it('stops soon when nobody wants the pictures', async () => {
    const pool = poolOf(1)
    const stop = new Int32Array(new SharedArrayBuffer(4)).fill(1)
    const load = { targetSize: [6, 5] } as const
    await expect(pool.prepare({ pictures: [{ path: 'never read' }], load, stop })).rejects.toMatchObject({
      code: 'STOPPED',
    })
  })
})
