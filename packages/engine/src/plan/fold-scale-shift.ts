import type { NdArray } from '@graft-ml/core'
import type { Convolution, Dense, DepthwiseConvolution, Operation, ScaleShift } from './operation'

type Weighted = Convolution | Dense | DepthwiseConvolution

/** Whether an operation multiplies by a kernel whose outputs can be scaled beforehand. */
export function takesScaleShift(operation: Operation): operation is Weighted {
  return ['convolution', 'dense', 'depthwiseConvolution'].includes(operation.kind)
}

/** (x * kernel + bias) * scale + shift with scale and shift inside the kernel and the bias. */
export function foldScaleShift(
  operation: Weighted,
  { scale, shift, output, activation }: ScaleShift,
): Weighted {
  const { bias } = operation
  return {
    ...operation,
    kernel: scaleOutputs(operation.kernel, scale),
    bias: shift.map((value, channel) => value + (bias ? bias[channel] * scale[channel] : 0)),
    output,
    activation,
  }
}

/**
 * Every kernel holds its outputs innermost ([.., filters], [.., channels, multiplier]), so that the scale
 * repeats along it. A new array: the old one may be the model's.
 */
function scaleOutputs({ data, shape }: NdArray, scale: Float32Array): NdArray {
  const scaled = new Float32Array(data.length)
  const outputs = scale.length
  for (let start = 0; start < data.length; start += outputs) {
    for (let output = 0; output < outputs; output++)
      scaled[start + output] = data[start + output] * scale[output]
  }
  return { data: scaled, shape }
}
