import type { KernelFunc, TensorInfo } from '@tensorflow/tfjs-core'
import { type PoolingAttrs, poolingOf } from '../poolings/pooling-windows'
import { spreadAverages } from '../poolings/spread-averages'
import { allocateZeros, type BackendWasm, numbers } from './wasm-backend'

/**
 * The gradient of average pooling.
 *
 * tfjs-backend-wasm 4.22 divides by the whole window where a part of it lies in the padding, although the average
 * itself leaves the padding out; Keras divides by the pixels that are there.
 */
export const avgPoolGrad: KernelFunc = ({ inputs, attrs, backend }) => {
  const { dy, input } = inputs as unknown as { dy: TensorInfo; input: TensorInfo }
  const wasm = backend as BackendWasm
  const info = poolingOf(input.shape, attrs as unknown as PoolingAttrs)
  const gradient = allocateZeros(wasm, input.shape)
  spreadAverages(info, numbers(wasm, dy), numbers(wasm, gradient))
  return gradient
}
