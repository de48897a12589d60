import type { NdArray } from '@graft-ml/core'
import type { FeatureBatch } from './feature-source'
import { workAhead } from './work-ahead'

/**
 * Reads batches ahead, as `workAhead` does, into the memory of those that the reader is done with. Each is a few
 * megabytes, and a collector that sees little of them lets many lie.
 *
 * @param read gets the features of a batch that has been used, where there is one
 */
export async function* inUsedMemory<Item>(
  items: AsyncIterable<Item>,
  read: (item: Item, former: readonly NdArray[] | undefined) => Promise<FeatureBatch>,
): AsyncGenerator<FeatureBatch> {
  const used: (readonly NdArray[])[] = []
  for await (const batch of workAhead(items, (item) => read(item, used.pop()))) {
    yield batch
    used.push(batch.features)
  }
}
