import type { NdArray } from '@graft-ml/core'

/** [height, width, channels, filters] to ONNX's [filters, channels, height, width]. */
export function convolutionKernel({ data, shape }: NdArray): Float32Array {
  const [height, width, channels, filters] = shape
  const pixels = height * width
  const result = new Float32Array(data.length)
  let to = 0
  for (let filter = 0; filter < filters; filter++) {
    for (let channel = 0; channel < channels; channel++) {
      for (let pixel = 0; pixel < pixels; pixel++) {
        result[to++] = data[(pixel * channels + channel) * filters + filter]
      }
    }
  }
  return result
}

/** [height, width, channels, multiplier] to [channels * multiplier, 1, height, width]: one group a channel. */
export function depthwiseKernel({ data, shape }: NdArray): Float32Array {
  const [height, width, channels, multiplier] = shape
  const pixels = height * width
  const outputs = channels * multiplier
  const result = new Float32Array(data.length)
  let to = 0
  for (let output = 0; output < outputs; output++) {
    for (let pixel = 0; pixel < pixels; pixel++) result[to++] = data[pixel * outputs + output]
  }
  return result
}
