import * as tf from '@tensorflow/tfjs-core'
import {
  type Convolution,
  type Dense,
  type DepthwiseConvolution,
  type Elementwise,
  type GlobalPool,
  type Kernel,
  kernelValues,
  type Operation,
  type Pool,
  type ScaleShift,
  type Size,
} from '../../plan/operation'
import type { TensorStep } from '../tensor-scope'
import { activate, splitActivation } from './activate'
import type { WeightTensors } from './weight-tensors'

type Compute = TensorStep['compute']

/** An operation as a function of tensors that leaves nothing behind but its result. */
export function compile(operation: Operation, weights: WeightTensors): Compute {
  const compute = computation(operation, weights)
  return (inputs) => tf.tidy(() => compute(inputs))
}

function computation(operation: Operation, weights: WeightTensors): Compute {
  switch (operation.kind) {
    case 'convolution':
      return convolution(operation, weights)
    case 'depthwiseConvolution':
      return depthwiseConvolution(operation, weights)
    case 'dense':
      return dense(operation, weights)
    case 'scaleShift':
      return scaleShift(operation, weights)
    case 'activation':
      return ([x]) => activate(x, operation.activation)
    case 'pool':
      return pool(operation)
    case 'globalPool':
      return globalPool(operation)
    case 'concatenate':
      return (inputs) => tf.concat(inputs, operation.axis)
    case 'elementwise':
      return elementwise(operation)
    case 'zeroPadding': {
      const { rows, columns } = operation
      return ([x]) => tf.pad(x, [[0, 0], [...rows], [...columns], [0, 0]])
    }
    case 'reshape':
      return ([x]) => tf.reshape(x, [x.shape[0], ...operation.shape])
  }
}

function convolution(operation: Convolution, weights: WeightTensors): Compute {
  const settings = {
    ...convolutionSettings(operation, weights),
    filter: weights.of<tf.Tensor4D>(valuesOf(operation.kernel)),
  }
  const { fused, rest } = splitActivation(operation.activation)
  return ([x]) => activate(tf.fused.conv2d({ ...settings, x: x as tf.Tensor4D, activation: fused }), rest)
}

function depthwiseConvolution(operation: DepthwiseConvolution, weights: WeightTensors): Compute {
  const settings = {
    ...convolutionSettings(operation, weights),
    filter: weights.of<tf.Tensor4D>(valuesOf(operation.kernel)),
  }
  const { fused, rest } = splitActivation(operation.activation)
  return ([x]) =>
    activate(tf.fused.depthwiseConv2d({ ...settings, x: x as tf.Tensor4D, activation: fused }), rest)
}

function convolutionSettings(operation: Convolution | DepthwiseConvolution, weights: WeightTensors) {
  return {
    bias: biasOf(operation, weights),
    strides: pair(operation.strides),
    pad: operation.padding,
    dilations: pair(operation.dilation),
  }
}

function dense(operation: Dense, weights: WeightTensors): Compute {
  const settings = {
    b: weights.of<tf.Tensor2D>(valuesOf(operation.kernel)),
    bias: biasOf(operation, weights),
  }
  const [features, units] = operation.kernel.shape
  const { fused, rest } = splitActivation(operation.activation)
  return ([x]) => {
    const rows = tf.reshape<tf.Rank.R2>(x, [-1, features])
    const product = tf.fused.matMul({ ...settings, a: rows, activation: fused })
    return activate(tf.reshape(product, [...x.shape.slice(0, -1), units]), rest)
  }
}

function valuesOf(kernel: Kernel) {
  return { data: kernelValues(kernel), shape: kernel.shape }
}

function biasOf({ bias }: Convolution | Dense | DepthwiseConvolution, weights: WeightTensors) {
  return bias && weights.of<tf.Tensor1D>({ data: bias, shape: [bias.length] })
}

function scaleShift(operation: ScaleShift, weights: WeightTensors): Compute {
  const shape = [operation.scale.length]
  const scale = weights.of({ data: operation.scale, shape })
  const shift = weights.of({ data: operation.shift, shape })
  return ([x]) => activate(tf.add(tf.mul(x, scale), shift), operation.activation)
}

function pool({ method, size, strides, padding }: Pool): Compute {
  const reduce = method === 'max' ? tf.maxPool : tf.avgPool
  return ([x]) => reduce(x as tf.Tensor4D, pair(size), pair(strides), padding)
}

function globalPool({ method }: GlobalPool): Compute {
  return ([x]) => (method === 'max' ? tf.max(x, [1, 2]) : tf.mean(x, [1, 2]))
}

function elementwise({ method }: Elementwise): Compute {
  switch (method) {
    case 'add':
      return (inputs) => inputs.reduce((sum, x) => tf.add(sum, x))
    case 'multiply':
      return (inputs) => inputs.reduce((product, x) => tf.mul(product, x))
    case 'maximum':
      return (inputs) => inputs.reduce((largest, x) => tf.maximum(largest, x))
    case 'minimum':
      return (inputs) => inputs.reduce((smallest, x) => tf.minimum(smallest, x))
    case 'average':
      return (inputs) =>
        tf.div(
          inputs.reduce((sum, x) => tf.add(sum, x)),
          inputs.length,
        )
  }
}

/** tfjs wants arrays that it could write into. */
function pair([height, width]: Size): [number, number] {
  return [height, width]
}
