import type { BatchSource } from '@graft-ml/core'
import type { Trunk } from '@graft-ml/engine'
import type { PlacedBatch } from './batch-cursor'
import type { FeatureBatch } from './feature-source'
import { workAhead } from './work-ahead'

/**
 * Runs the trunk over batches, ahead of the reader: while the head trains on one batch, the trunk works on the next and the
 * source prepares the one after it.
 *
 * @param source where the batches are from; the memory of images that have been through the trunk goes back there
 */
export function featureStream(
  batches: AsyncIterable<PlacedBatch>,
  trunk: Trunk,
  source: BatchSource,
): AsyncGenerator<FeatureBatch> {
  const recycle = source.recycle && ((images: Float32Array) => source.recycle?.(images))
  return workAhead(batches, async ({ images, labels, paths, after }) => {
    return { features: await trunk.run(images, recycle), labels, paths, after }
  })
}
