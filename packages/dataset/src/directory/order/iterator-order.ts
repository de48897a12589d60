import {
  type BatchPlan,
  batchesPerPass,
  drawOrder,
  generatorAt,
  planAt,
  type SamplingOptions,
} from './batch-plan'

/**
 * Plans the batch that Keras's iterator gives after `batchesSeen` others.
 *
 * Keras seeds its generator anew, with seed + batchesSeen, before each batch; draws the order of a pass before the
 * pass's first batch; then draws the transform of each picture. So the number alone says everything about a batch.
 */
export function planBatch(batchesSeen: number, options: SamplingOptions): BatchPlan {
  const position = batchesSeen % batchesPerPass(options)
  const random = generatorAt(batchesSeen, options)
  const orderedBy = position === 0 ? random : generatorAt(batchesSeen - position, options)
  return planAt(position, drawOrder(orderedBy, options), random, options)
}
