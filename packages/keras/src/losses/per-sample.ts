import { mean, reshape, type Tensor, type Tensor1D, tidy } from '@tensorflow/tfjs-core'
import type { LossFunction } from './loss'

/** Averages losses of shape [N, ...] over everything but the samples. */
export function perSample(losses: Tensor): Tensor1D {
  if (losses.rank === 1) return losses as Tensor1D
  return mean(reshape(losses, [losses.shape[0]!, -1]), 1)
}

/** A loss function that checks its shapes, frees what it allocates on the way and gives one loss a sample. */
export function lossFunction(
  check: (labels: readonly number[], outputs: readonly number[]) => void,
  losses: (labels: Tensor, outputs: Tensor) => Tensor,
): LossFunction {
  return (labels, outputs) => {
    check(labels.shape, outputs.shape)
    return tidy(() => perSample(losses(labels, outputs)))
  }
}
