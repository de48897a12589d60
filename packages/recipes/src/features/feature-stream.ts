import type { Trunk } from '@graft-ml/engine'
import type { PlacedBatch } from './batch-cursor'
import type { FeatureBatch } from './feature-source'
import { workAhead } from './work-ahead'

/**
 * Runs the trunk over batches, ahead of the reader: while the head trains on one batch, the trunk works on the next and the
 * source prepares the one after it.
 */
export function featureStream(
  batches: AsyncIterable<PlacedBatch>,
  trunk: Trunk,
): AsyncGenerator<FeatureBatch> {
  return workAhead(batches, async ({ images, labels, paths, after }) => {
    return { features: await trunk.run(images), labels, paths, after }
  })
}
