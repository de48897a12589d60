import type { NdArray } from '@graft-ml/core'
import { expect, it } from 'vitest'
import type { FeatureBatch } from './feature-source'
import { joinBatches } from './join-batches'

it('joins batches as long as they fit, in their order', async () => {
  const joined = await all(joinBatches(inTurn([2, 2, 1, 2, 4].map((rows, at) => batchOf(rows, at))), 5))
  expect(joined.map(({ batches }) => batches)).toEqual([3, 1, 1])
  expect(joined.map(({ features }) => features[0]!.shape)).toEqual([
    [5, 1, 2],
    [2, 1, 2],
    [4, 1, 2],
  ])
  expect(joined[0]!.features[0]!.data).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2])
  expect(joined[0]!.features[1]!.data).toEqual([0, 0, 10, 10, 20])
  expect(joined[0]!.labels).toEqual({ data: [0, 0, 1, 1, 2], shape: [5, 1] })
  expect(joined[0]!.paths).toEqual(['0/0', '0/1', '1/0', '1/1', '2/0'])
  expect(joined.map(({ after }) => after.batches)).toEqual([3, 4, 5])
})

it('passes on what is larger than a group, as it is', async () => {
  const large = batchOf(6, 1)
  const batches: FeatureBatch[] = []
  for await (const batch of joinBatches(inTurn([batchOf(2, 0), large]), 5)) batches.push(batch)
  expect(batches).toHaveLength(2)
  expect(batches[1]!.features[0]).toBe(large.features[0])
})

it('keeps pictures of other sizes, and batches without labels, apart', async () => {
  const wide = { ...batchOf(1, 1), features: [array([1, 1, 4], 7), array([1], 7)] }
  const { labels: _, ...unlabelled } = batchOf(1, 2)
  const joined = await all(joinBatches(inTurn([batchOf(1, 0), wide, unlabelled, batchOf(1, 3)]), 5))
  expect(joined.map(({ batches }) => batches)).toEqual([1, 1, 1, 1])
  expect(joined[1]!.features[0]).toEqual({ data: [7, 7, 7, 7], shape: [1, 1, 4] })
  expect(joined.map(({ labels }) => labels?.data)).toEqual([[0], [1], undefined, [3]])
})

it('takes what a source writes over with the next batch', async () => {
  async function* reused() {
    const data = new Float32Array(2)
    for (const value of [1, 2, 3])
      yield { ...batchOf(1, value), features: [{ data: data.fill(value), shape: [1, 2] }] }
  }
  const [joined] = await all(joinBatches(reused(), 5))
  expect(joined!.features[0]!.data).toEqual([1, 1, 2, 2, 3, 3])
})

it('gives nothing of nothing', async () => {
  expect(await all(joinBatches(inTurn([])))).toEqual([])
})

function batchOf(rows: number, number: number): FeatureBatch {
  return {
    features: [array([rows, 1, 2], number), array([rows], number * 10)],
    labels: array([rows, 1], number),
    paths: Array.from({ length: rows }, (_, row) => `${number}/${row}`),
    after: { batches: number + 1 },
  }
}

function array(shape: number[], value: number): NdArray {
  return { data: new Float32Array(shape.reduce((size, length) => size * length, 1)).fill(value), shape }
}

/** Copied: the arrays are written over. */
async function all(joined: ReturnType<typeof joinBatches>) {
  const plain = ({ data, shape }: NdArray) => ({ data: [...data], shape: [...shape] })
  const copies = []
  for await (const { features, labels, ...batch } of joined) {
    copies.push({ ...batch, features: features.map(plain), labels: labels && plain(labels) })
  }
  return copies
}

async function* inTurn<Item>(items: readonly Item[]) {
  yield* items
}
