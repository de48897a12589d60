import { type ImageShape, type ImageTransform, RandomState } from '@graft-ml/core'

/** What the order of pictures and the parameters of transforms are drawn from. */
export interface SamplingOptions {
  readonly samples: number
  readonly batchSize: number
  readonly shuffle: boolean
  readonly seed: number
  readonly transform: ImageTransform | undefined
  readonly shape: ImageShape
}

/** One batch before any picture is read. */
export interface BatchPlan {
  /** Which pictures, by their place in the index. */
  readonly indices: readonly number[]
  /** What the transform drew for each of them. */
  readonly parameters: readonly unknown[]
}

/**
 * Plans the batch that Keras's iterator gives after `batchesSeen` others.
 *
 * Keras seeds its generator anew, with seed + batchesSeen, before each batch; draws the order of a pass before the
 * pass's first batch; then draws the transform of each picture. So the number alone says everything about a batch.
 */
export function planBatch(batchesSeen: number, options: SamplingOptions): BatchPlan {
  const { samples, batchSize, transform, shape } = options
  const position = batchesSeen % batchesPerPass(options)
  const random = generatorOf(batchesSeen, options)
  const order = orderOf(position === 0 ? random : generatorOf(batchesSeen - position, options), options)
  const start = position * batchSize
  const indices = [...order.slice(start, Math.min(start + batchSize, samples))]
  return { indices, parameters: indices.map(() => transform?.sample(random, shape)) }
}

export function batchesPerPass({
  samples,
  batchSize,
}: Pick<SamplingOptions, 'samples' | 'batchSize'>): number {
  return Math.ceil(samples / batchSize)
}

function generatorOf(batchesSeen: number, { seed }: SamplingOptions): RandomState {
  return new RandomState((seed + batchesSeen) % 2 ** 32)
}

function orderOf(random: RandomState, { samples, shuffle }: SamplingOptions): Int32Array {
  return shuffle ? random.permutation(samples) : Int32Array.from({ length: samples }, (_, index) => index)
}
