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

/** Plans the batch at a position of a pass whose pictures come in `order`. */
export function planAt(
  position: number,
  order: Int32Array,
  random: RandomState,
  options: SamplingOptions,
): BatchPlan {
  const start = position * options.batchSize
  const parameters = drawParameters(position, random, options)
  return { indices: [...order.subarray(start, start + parameters.length)], parameters }
}

/** What the transform draws for the pictures of the batch at a position, one after the other. */
export function drawParameters(
  position: number,
  random: RandomState,
  { samples, batchSize, transform, shape }: SamplingOptions,
): unknown[] {
  const rows = Math.min(batchSize, samples - position * batchSize)
  return Array.from({ length: rows }, () => transform?.sample(random, shape))
}

export function batchesPerPass({
  samples,
  batchSize,
}: Pick<SamplingOptions, 'samples' | 'batchSize'>): number {
  return Math.ceil(samples / batchSize)
}

/** NumPy's generator as Keras seeds it before it reads a batch after `batchesSeen` others. */
export function generatorAt(batchesSeen: number, { seed }: SamplingOptions): RandomState {
  return new RandomState((seed + batchesSeen) % 2 ** 32)
}

/** The order of the pictures of a pass, where it is drawn. */
export function drawOrder(random: RandomState, { samples, shuffle }: SamplingOptions): Int32Array {
  return shuffle ? random.permutation(samples) : Int32Array.from({ length: samples }, (_, index) => index)
}
