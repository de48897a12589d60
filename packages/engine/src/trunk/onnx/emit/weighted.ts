import type { Convolution, Dense, DepthwiseConvolution, ScaleShift } from '../../../plan/operation'
import { type GraphBuilder, isImage } from '../graph-builder'
import { emitActivation } from './activation'
import { channelsFirst, channelsLast, type Emitted } from './emitted'
import { convolutionKernel, depthwiseKernel } from './kernel-layout'
import { windowAttributes } from './window'

export function emitConvolution(graph: GraphBuilder, operation: Convolution): Emitted {
  const [height, width, channels, filters] = operation.kernel.shape
  const shape = [filters, channels, height, width]
  const kernel = graph.floats(shape, () => convolutionKernel(operation.kernel))
  return emitConv(graph, operation, kernel, 1)
}

export function emitDepthwiseConvolution(graph: GraphBuilder, operation: DepthwiseConvolution): Emitted {
  const [height, width, channels, multiplier] = operation.kernel.shape
  const shape = [channels * multiplier, 1, height, width]
  const kernel = graph.floats(shape, () => depthwiseKernel(operation.kernel))
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
  if (bias) inputs.push(graph.floats([bias.length], () => bias))
  const attributes = windowAttributes(input, [height, width], operation, dilation)
  const sum = graph.node('Conv', inputs, [...attributes, { name: 'group', int: groups }])
  return channelsFirst(emitActivation(graph, sum, activation, output, 'channelsFirst'))
}

/** Features are the last axis, whatever the rank. */
export function emitDense(graph: GraphBuilder, { input, output, kernel, bias, activation }: Dense): Emitted {
  const factors = [graph.read(input, 'channelsLast'), graph.floats(kernel.shape, () => kernel.data)]
  const offset = bias && graph.floats([bias.length], () => bias)
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
  const [scaleName, shiftName] = [scale, shift].map((values) => graph.floats(channels, () => values))
  let sum: string
  if (isImage(input)) {
    // Mean 0 and variance 1 leave the scale and the shift as they are.
    const mean = graph.floats(channels, () => new Float32Array(scale.length))
    const variance = graph.floats(channels, () => new Float32Array(scale.length).fill(1))
    const inputs = [x, scaleName, shiftName, mean, variance]
    sum = graph.node('BatchNormalization', inputs, [{ name: 'epsilon', float: 0 }])
  } else {
    sum = graph.node('Add', [graph.node('Mul', [x, scaleName]), shiftName])
  }
  return channelsFirst(emitActivation(graph, sum, activation, output, 'channelsFirst'))
}
