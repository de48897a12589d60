import { InvalidArgumentError } from '@graft-ml/core'
import type { Tensor } from '@tensorflow/tfjs-core'

/** The one tensor that a layer with one input is called with. */
export function singleTensor(inputs: Tensor | Tensor[]): Tensor {
  if (!Array.isArray(inputs)) return inputs
  const [tensor, ...others] = inputs
  if (tensor === undefined || others.length > 0) {
    throw new InvalidArgumentError({
      argument: 'inputs',
      expected: 'one tensor',
      received: `${inputs.length} tensors`,
    })
  }
  return tensor
}
