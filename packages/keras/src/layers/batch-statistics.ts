import { add, mean, mul, neg, rsqrt, square, sub, type Tensor } from '@tensorflow/tfjs-core'

/** What a normalization has learned besides its statistics; either may be missing. */
export interface ScaleAndOffset {
  readonly gamma: Tensor | undefined
  readonly beta: Tensor | undefined
}

export interface NormalizedBatch {
  /** The shape of the inputs. */
  readonly outputs: Tensor
  /** Like the inputs, with every axis but that of the channels of size 1. */
  readonly mean: Tensor
  /** Biased, shaped as `mean`. */
  readonly variance: Tensor
}

/**
 * Normalizes a batch by its own mean and variance over `axes`. Gradients flow through both.
 *
 * Made of plain operations: tfjs's fused one has no gradient without a scale or an offset.
 */
export function normalizeByBatch(
  inputs: Tensor,
  axes: number[],
  epsilon: number,
  { gamma, beta }: ScaleAndOffset,
): NormalizedBatch {
  const batchMean = mean(inputs, axes, true)
  const centred = sub(inputs, batchMean)
  const variance = mean(square(centred), axes, true)
  const scaled = mul(centred, scaleOf(variance, epsilon, gamma))
  return { outputs: beta ? add(scaled, beta) : scaled, mean: batchMean, variance }
}

/** Normalizes by given statistics: a fixed scale and offset. */
export function normalizeByMoving(
  inputs: Tensor,
  movingMean: Tensor,
  movingVariance: Tensor,
  epsilon: number,
  { gamma, beta }: ScaleAndOffset,
): Tensor {
  const scale = scaleOf(movingVariance, epsilon, gamma)
  const shift = mul(movingMean, scale)
  return add(mul(inputs, scale), beta ? sub(beta, shift) : neg(shift))
}

function scaleOf(variance: Tensor, epsilon: number, gamma: Tensor | undefined): Tensor {
  const inverse = rsqrt(add(variance, epsilon))
  return gamma ? mul(inverse, gamma) : inverse
}
