import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core'
import { forEachWindow, type PoolingAttrs, poolingOf } from './pooling-windows'
import { allocateZeros, type BackendWasm, numbers } from './wasm-backend'

/**
 * The gradient of average pooling: every pixel of a window gets an equal share.
 *
 * tfjs-backend-wasm 4.22 (and tfjs-backend-cpu) divide by the whole window where a part of it lies in the padding,
 * although the average itself leaves the padding out; Keras divides by the pixels that are there.
 */
export const avgPoolGrad: KernelFunc = ({ inputs, attrs, backend }) => {
  const { dy, input } = inputs as unknown as { dy: TensorInfo; input: TensorInfo }
  const wasm = backend as BackendWasm
  const info = poolingOf(input.shape, attrs as unknown as PoolingAttrs)
  const gradient = allocateZeros(wasm, input.shape)
  const [slopes, sums] = [numbers(wasm, dy), numbers(wasm, gradient)]
  const channels = info.inChannels
  forEachWindow(info, (output, pixels) => {
    const share = 1 / pixels.length
    for (const pixel of pixels) {
      for (let c = 0; c < channels; c++) sums[pixel + c]! += slopes[output + c]! * share
    }
  })
  return gradient
}
