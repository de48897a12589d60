import type { NdArray } from '@graft-ml/core'
import type { Value } from '../graph/trace'
import type { Activation } from './activation'

export type Size = readonly [height: number, width: number]

/** As in TensorFlow: `same` gives ceil(size / stride) and pads more at the end than at the beginning. */
export type Padding = 'same' | 'valid'

/** How a window moves over an image. */
export interface Window {
  readonly strides: Size
  readonly padding: Padding
}

/**
 * Numbers by which inputs are multiplied, and `scale` by which its outputs are: put together only where they are used, or
 * the plan of a large network would hold each of its kernels a second time.
 */
export interface Kernel extends NdArray {
  /** One for each output. Outputs lie innermost: [.., filters] or [.., channels, multiplier]. */
  readonly scale?: Float32Array
}

/** A kernel with its scale in it, in the order of `data`. Not to be written into: it may be the model's own array. */
export function kernelValues({ data, scale }: Kernel): Float32Array {
  if (!scale) return data
  const scaled = new Float32Array(data.length)
  const outputs = scale.length
  for (let start = 0; start < data.length; start += outputs) {
    for (let output = 0; output < outputs; output++)
      scaled[start + output] = data[start + output] * scale[output]
  }
  return scaled
}

export interface Convolution extends Window {
  readonly kind: 'convolution'
  readonly input: Value
  readonly output: Value
  /** [height, width, channels, filters] */
  readonly kernel: Kernel
  /** [filters]; absent means zeros */
  readonly bias?: Float32Array
  readonly dilation: Size
  readonly activation: Activation
}

export interface DepthwiseConvolution extends Window {
  readonly kind: 'depthwiseConvolution'
  readonly input: Value
  readonly output: Value
  /** [height, width, channels, multiplier]; the output has channels * multiplier channels */
  readonly kernel: Kernel
  readonly bias?: Float32Array
  readonly dilation: Size
  readonly activation: Activation
}

export interface Dense {
  readonly kind: 'dense'
  readonly input: Value
  readonly output: Value
  /** [features, units] */
  readonly kernel: Kernel
  readonly bias?: Float32Array
  readonly activation: Activation
}

/** x * scale + shift along the last axis: a BatchNormalization that no convolution could take in. */
export interface ScaleShift {
  readonly kind: 'scaleShift'
  readonly input: Value
  readonly output: Value
  readonly scale: Float32Array
  readonly shift: Float32Array
  readonly activation: Activation
}

export interface ActivationOperation {
  readonly kind: 'activation'
  readonly input: Value
  readonly output: Value
  readonly activation: Activation
}

/** Averages count the pixels inside the image only, as TensorFlow's do. */
export interface Pool extends Window {
  readonly kind: 'pool'
  readonly method: 'max' | 'average'
  readonly input: Value
  readonly output: Value
  readonly size: Size
}

/** [N, height, width, channels] to [N, channels]. */
export interface GlobalPool {
  readonly kind: 'globalPool'
  readonly method: 'max' | 'average'
  readonly input: Value
  readonly output: Value
}

export interface Concatenate {
  readonly kind: 'concatenate'
  readonly inputs: readonly Value[]
  readonly output: Value
  /** At least 1; counted with the channels last. */
  readonly axis: number
}

/** Inputs of one rank, broadcast against each other. */
export interface Elementwise {
  readonly kind: 'elementwise'
  readonly method: 'add' | 'multiply' | 'average' | 'maximum' | 'minimum'
  readonly inputs: readonly Value[]
  readonly output: Value
}

/** Zeros around the image, in pixels. */
export interface ZeroPadding {
  readonly kind: 'zeroPadding'
  readonly input: Value
  readonly output: Value
  readonly rows: readonly [top: number, bottom: number]
  readonly columns: readonly [left: number, right: number]
}

/** Flatten and Reshape; elements keep their order with the channels last. */
export interface Reshape {
  readonly kind: 'reshape'
  readonly input: Value
  readonly output: Value
  /** Without the batch; at most one -1, which takes what is left. */
  readonly shape: readonly number[]
}

/** One step of a trunk. Layouts are channels last throughout; runners may choose another inside. */
export type Operation =
  | ActivationOperation
  | Concatenate
  | Convolution
  | Dense
  | DepthwiseConvolution
  | Elementwise
  | GlobalPool
  | Pool
  | Reshape
  | ScaleShift
  | ZeroPadding

/** What an operation reads. */
export function inputsOf(operation: Operation): readonly Value[] {
  return 'inputs' in operation ? operation.inputs : [operation.input]
}
