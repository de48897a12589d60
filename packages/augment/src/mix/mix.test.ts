import type { Batch, BatchSource } from '@graft-ml/core'
import { describe, expect, it } from 'vitest'
import { cutmix } from './cutmix'
import { mixup } from './mixup'

const SIDE = 8

/** Batches of four pictures, each all of one number that is its label too: mixtures can be read off. */
function plain({ batches = 3, columns = 1 } = {}): BatchSource & { recycled: Float32Array[] } {
  let next = 0
  const recycled: Float32Array[] = []
  const batch = (): Batch => {
    const labels = [0, 1, 0, 1]
    const data = new Float32Array(4 * SIDE * SIDE * 3)
    for (const [row, label] of labels.entries())
      data.fill(label, row * SIDE * SIDE * 3, (row + 1) * SIDE * SIDE * 3)
    const spread = labels.flatMap((label) => (columns === 1 ? [label] : [1 - label, label]))
    return {
      images: { data, shape: [4, SIDE, SIDE, 3] },
      labels: { data: Float32Array.from(spread), shape: [4, columns] },
      paths: ['a', 'b', 'c', 'd'],
    }
  }
  return {
    recycled,
    batchesPerEpoch: batches,
    identity: async () => 'plain',
    state: () => ({ next }),
    restoreState: (state) => {
      next = Number(state.next)
    },
    recycle: (images) => void recycled.push(images),
    async *[Symbol.asyncIterator]() {
      while (next < batches) {
        next++
        yield batch()
      }
      next = 0
    },
  }
}

async function read(source: BatchSource): Promise<Batch[]> {
  const batches: Batch[] = []
  for await (const batch of source) batches.push(batch)
  return batches
}

/** The mean of each picture. */
function means({ images }: Batch): number[] {
  const size = SIDE * SIDE * 3
  return [0, 1, 2, 3].map(
    (row) => images.data.slice(row * size, (row + 1) * size).reduce((a, b) => a + b) / size,
  )
}

describe.each([
  ['mixup', mixup],
  ['cutmix', cutmix],
] as const)('%s', (name, mix) => {
  it('mixes labels in the shares of the pictures', async () => {
    let between = 0
    for (const batch of await read(mix(plain({ batches: 20 }), { alpha: 1 }))) {
      for (const [row, mean] of means(batch).entries()) {
        expect(batch.labels!.data[row]).toBeCloseTo(mean, 5)
        if (mean > 0.01 && mean < 0.99) between++
      }
      expect(batch.paths).toEqual(['a', 'b', 'c', 'd'])
    }
    expect(between).toBeGreaterThan(10)
  })

  it('mixes labels of several columns', async () => {
    const batches = await read(mix(plain({ columns: 2 }), { alpha: 1 }))
    for (const batch of batches) {
      for (const [row, mean] of means(batch).entries()) {
        expect(batch.labels!.data[2 * row + 1]).toBeCloseTo(mean, 5)
        expect(batch.labels!.data[2 * row] + batch.labels!.data[2 * row + 1]!).toBeCloseTo(1, 6)
      }
    }
  })

  it('draws the same for the same seed, and others for another batch or seed', async () => {
    const labelsOf = async (seed: number) =>
      (await read(mix(plain(), { seed, alpha: 1 }))).map(({ labels }) => [...labels!.data])
    const first = await labelsOf(1)
    expect(await labelsOf(1)).toEqual(first)
    expect(await labelsOf(2)).not.toEqual(first)
    expect(new Set(first.map(String)).size).toBeGreaterThan(1)
  })

  it('goes on from where it was', async () => {
    const source = mix(plain(), { alpha: 1 })
    const whole = await read(source)
    const again = mix(plain(), { alpha: 1 })
    const iterator = again[Symbol.asyncIterator]()
    await iterator.next()
    const resumed = mix(plain(), { alpha: 1 })
    resumed.restoreState!(again.state!())
    expect((await read(resumed)).map(({ labels }) => labels)).toEqual(
      whole.slice(1).map(({ labels }) => labels),
    )
  })

  it('passes on what a source is, and says that it does not repeat', async () => {
    const inner = plain()
    const source = mix(inner, { alpha: 1, seed: 7 })
    expect(source).toMatchObject({ batchesPerEpoch: 3, repeats: false })
    expect(source.epoch).toBeUndefined()
    expect(await source.identity!()).toBe(`${name} 1 with seed 7 of plain`)
    const images = new Float32Array(1)
    source.recycle!(images)
    expect(inner.recycled).toEqual([images])
  })

  it('refuses what cannot be mixed', async () => {
    expect(() => mix(plain(), { alpha: 0 })).toThrow(/alpha must be a number above 0/)
    expect(() => mix(plain(), { beta: 1 } as never)).toThrow(/'alpha', 'seed'/)
    const images = { data: new Float32Array(2), shape: [2, 1, 1, 1] }
    const of = (batch: Batch): BatchSource => ({
      async *[Symbol.asyncIterator]() {
        yield batch
      },
    })
    await expect(read(mix(of({ images })))).rejects.toThrow(/without labels/)
    const numbered = { images, labels: { data: Float32Array.of(0, 2), shape: [2, 1] } }
    await expect(read(mix(of(numbered)))).rejects.toThrow(/categorical/)
  })
})

it('cutmix leaves the pixels themselves as they are', async () => {
  for (const { images } of await read(cutmix(plain({ batches: 20 }))))
    expect(images.data.every((value) => value === 0 || value === 1)).toBe(true)
})
