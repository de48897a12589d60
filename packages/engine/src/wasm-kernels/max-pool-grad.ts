import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core'
import { forEachWindow, type PoolingAttrs, poolingOf } from '../poolings/pooling-windows'
import { allocateZeros, type BackendWasm, numbers } from './wasm-backend'

/**
 * The gradient of max pooling: it goes to the largest pixel of each window, to the first of several.
 *
 * tfjs-backend-wasm 4.22 sends it to wrong pixels.
 */
export const maxPoolGrad: KernelFunc = ({ inputs, attrs, backend }) => {
  const { dy, input } = inputs as unknown as { dy: TensorInfo; input: TensorInfo }
  const wasm = backend as BackendWasm
  const info = poolingOf(input.shape, attrs as unknown as PoolingAttrs)
  const gradient = allocateZeros(wasm, input.shape)
  const [slopes, values, sums] = [dy, input, gradient].map((tensor) => numbers(wasm, tensor)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ]
  const channels = info.inChannels
  const winners = new Int32Array(channels)
  forEachWindow(info, (output, pixels) => {
    winners.fill(pixels[0]!)
    for (const pixel of pixels) {
      for (let c = 0; c < channels; c++) {
        if (values[pixel + c]! > values[winners[c]! + c]!) winners[c] = pixel
      }
    }
    for (let c = 0; c < channels; c++) sums[winners[c]! + c]! += slopes[output + c]!
  })
  return gradient
}
