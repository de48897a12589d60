import {
  type Convolution,
  type Dense,
  type DepthwiseConvolution,
  kernelValues,
  type ScaleShift,
} from '../../../plan/operation'
import { type GraphBuilder, isImage } from '../graph-builder'
import { emitActivation } from './activation'
import { channelsFirst, channelsLast, type Emitted } from './emitted'
import { writeConvolutionKernel, writeDepthwiseKernel } from './kernel-layout'
import { windowAttributes } from './window'

export function emitConvolution(graph: GraphBuilder, operation: Convolution): Emitted {
  const [height, width, channels, filters] = operation.kernel.shape
  const shape = [filters, channels, height, width]
  const kernel = graph.floats(shape, (target) => writeConvolutionKernel(operation.kernel, target))
  return emitConv(graph, operation, kernel, 1)
}

export function emitDepthwiseConvolution(graph: GraphBuilder, operation: DepthwiseConvolution): Emitted {
  const [height, width, channels, multiplier] = operation.kernel.shape
  const shape = [channels * multiplier, 1, height, width]
  const kernel = graph.floats(shape, (target) => writeDepthwiseKernel(operation.kernel, target))
  return emitConv(graph, operation, kernel, channels)
}

function emitConv(
  graph: GraphBuilder,
  operation: Convolution | DepthwiseConvolution,
  kernel: string,
  groups: number,
): Emitted {
  const { input, output, bias, dilation, activation } = operation
  const [height, width] = operation.kernel.shape
  const inputs = [graph.read(input, 'channelsFirst'), kernel]
  if (bias) inputs.push(vector(graph, bias))
  const attributes = windowAttributes(input, [height, width], operation, dilation)
  const sum = graph.node('Conv', inputs, [...attributes, { name: 'group', int: groups }])
  return channelsFirst(emitActivation(graph, sum, activation, output, 'channelsFirst'))
}

/** Features are the last axis, whatever the rank. */
export function emitDense(graph: GraphBuilder, { input, output, kernel, bias, activation }: Dense): Emitted {
  const matrix = graph.floats(kernel.shape, (target) => target.set(kernelValues(kernel)))
  const factors = [graph.read(input, 'channelsLast'), matrix]
  const offset = bias && vector(graph, bias)
  let sum: string
  if (input.shape.length === 2) {
    sum = graph.node('Gemm', offset ? [...factors, offset] : factors)
  } else {
    const product = graph.node('MatMul', factors)
    sum = offset ? graph.node('Add', [product, offset]) : product
  }
  return channelsLast(emitActivation(graph, sum, activation, output, 'channelsLast'))
}

export function emitScaleShift(graph: GraphBuilder, operation: ScaleShift): Emitted {
  const { input, output, scale, shift, activation } = operation
  const x = graph.read(input, 'channelsFirst')
  const channels = [scale.length]
  const [scaleName, shiftName] = [vector(graph, scale), vector(graph, shift)]
  let sum: string
  if (isImage(input)) {
    // Mean 0 and variance 1 leave the scale and the shift as they are.
    const mean = graph.floats(channels, (target) => target.fill(0))
    const variance = graph.floats(channels, (target) => target.fill(1))
    const inputs = [x, scaleName, shiftName, mean, variance]
    sum = graph.node('BatchNormalization', inputs, [{ name: 'epsilon', float: 0 }])
  } else {
    sum = graph.node('Add', [graph.node('Mul', [x, scaleName]), shiftName])
  }
  return channelsFirst(emitActivation(graph, sum, activation, output, 'channelsFirst'))
}

function vector(graph: GraphBuilder, values: Float32Array): string {
  return graph.floats([values.length], (target) => target.set(values))
}
