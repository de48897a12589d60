import type { Kernel } from '../../../plan/operation'

/** [height, width, channels, filters] to ONNX's [filters, channels, height, width]. */
export function writeConvolutionKernel({ data, shape, scale }: Kernel, target: Float32Array): void {
  const [height, width, channels, filters] = shape
  const pixels = height * width
  let to = 0
  for (let filter = 0; filter < filters; filter++) {
    const factor = scale ? scale[filter] : 1
    for (let channel = 0; channel < channels; channel++) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        target[to++] = data[(pixel * channels + channel) * filters + filter] * factor
      }
    }
  }
}

/** [height, width, channels, multiplier] to [channels * multiplier, 1, height, width]: one group a channel. */
export function writeDepthwiseKernel({ data, shape, scale }: Kernel, target: Float32Array): void {
  const [height, width, channels, multiplier] = shape
  const pixels = height * width
  const outputs = channels * multiplier
  let to = 0
  for (let output = 0; output < outputs; output++) {
    const factor = scale ? scale[output] : 1
    for (let pixel = 0; pixel < pixels; pixel++) target[to++] = data[pixel * outputs + output] * factor
  }
}
