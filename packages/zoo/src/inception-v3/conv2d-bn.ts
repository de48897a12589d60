import { batchNormalization } from '@graft-ml/keras'
import { layers, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import type { LayerMaker } from './layer-maker'

export interface Conv2dBnOptions {
  /** Default 1. */
  strides?: number
  /** Default 'same'. */
  padding?: 'same' | 'valid'
}

/** Convolution without bias, batch normalization without scale, relu: [N, H, W, C] -> [N, H', W', filters]. */
export function conv2dBn(
  make: LayerMaker,
  input: SymbolicTensor,
  filters: number,
  kernelSize: [height: number, width: number],
  { strides = 1, padding = 'same' }: Conv2dBnOptions = {},
): SymbolicTensor {
  const convolution = layers.conv2d({
    name: make.next('conv2d'),
    filters,
    kernelSize,
    strides,
    padding,
    useBias: false,
    kernelInitializer: make.kernelInitializer(),
  })
  const normalization = batchNormalization({
    name: make.next('batch_normalization'),
    axis: 3,
    momentum: 0.99,
    epsilon: 1e-3,
    scale: false,
  })
  const activation = layers.activation({ name: make.next('activation'), activation: 'relu' })
  return make.apply(activation, make.apply(normalization, make.apply(convolution, input)))
}
