import { InvalidArgumentError } from '@graft-ml/core'
import { mean, mul, type Tensor, type Tensor1D, tensor1d, tidy } from '@tensorflow/tfjs-core'

/** @throws InvalidArgumentError for another number of weights than of samples */
export function checkSampleWeights(sampleWeights: Float32Array | undefined, batch: number): void {
  if (!sampleWeights || sampleWeights.length === batch) return
  throw new InvalidArgumentError({
    argument: 'sampleWeights',
    expected: `one for each of the ${batch} samples of the batch`,
    received: `${sampleWeights.length} of them`,
  })
}

/** The loss of a batch from those of its samples, [N]: their mean, each counted by its weight; as in Keras the sum is divided by N. */
export function weightedMean(perSample: Tensor1D, sampleWeights: Float32Array | undefined): Tensor {
  return tidy(() => mean(sampleWeights ? mul(perSample, tensor1d(sampleWeights)) : perSample))
}
