import type { NdArray } from '@graft-ml/core'
import { expect, it } from 'vitest'
import type { FeatureBatch } from './feature-source'
import { inUsedMemory } from './used-memory'

async function* numbers(count: number) {
  for (let number = 0; number < count; number++) yield number
}

/** Fills the memory that it is given, or new memory, with the number. */
async function read(number: number, former: readonly NdArray[] | undefined): Promise<FeatureBatch> {
  const features = former ?? [{ data: new Float32Array(3), shape: [1, 3] }]
  for (const { data } of features) data.fill(number)
  return { features, after: { batches: number + 1 } }
}

it('never has more memory than batches in use and ahead, however many there are', async () => {
  const seen = new Set<Float32Array>()
  for await (const { features } of inUsedMemory(numbers(50), read)) seen.add(features[0].data)
  expect(seen.size).toBeLessThanOrEqual(4)
})

it('leaves a batch alone until the next one is asked for', async () => {
  let number = 0
  for await (const { features, after } of inUsedMemory(numbers(20), read)) {
    // Whatever is read ahead has the time to be.
    await new Promise((resolve) => setImmediate(resolve))
    expect([...features[0].data]).toEqual([number, number, number])
    expect(after.batches).toBe(++number)
  }
  expect(number).toBe(20)
})
