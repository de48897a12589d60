import {
  type Convolution,
  type Dense,
  type DepthwiseConvolution,
  kernelValues,
  type Operation,
  type ScaleShift,
} from './operation'

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
    kernel: { data: kernelValues(operation.kernel), shape: operation.kernel.shape, scale },
    bias: shift.map((value, channel) => value + (bias ? bias[channel] * scale[channel] : 0)),
    output,
    activation,
  }
}
