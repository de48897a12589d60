import type {
  ActivationOperation,
  Concatenate,
  Elementwise,
  GlobalPool,
  Pool,
  Reshape,
  ZeroPadding,
} from '../../../plan/operation'
import { type GraphBuilder, isImage } from '../graph-builder'
import { emitActivation } from './activation'
import { channelsFirst, channelsLast, type Emitted } from './emitted'
import { windowAttributes } from './window'

export function emitActivationOperation(graph: GraphBuilder, operation: ActivationOperation): Emitted {
  const { input, output, activation } = operation
  const x = graph.read(input, 'channelsFirst')
  return channelsFirst(emitActivation(graph, x, activation, output, 'channelsFirst'))
}

export function emitPool(graph: GraphBuilder, operation: Pool): Emitted {
  const { method, input, size } = operation
  const operator = method === 'max' ? 'MaxPool' : 'AveragePool'
  // ONNX's average leaves the padding out by default, as TensorFlow's does.
  const attributes = windowAttributes(input, size, operation)
  return channelsFirst(graph.node(operator, [graph.read(input, 'channelsFirst')], attributes))
}

export function emitGlobalPool(graph: GraphBuilder, { method, input }: GlobalPool): Emitted {
  const operator = method === 'max' ? 'GlobalMaxPool' : 'GlobalAveragePool'
  const pooled = graph.node(operator, [graph.read(input, 'channelsFirst')])
  return channelsLast(graph.node('Flatten', [pooled], [{ name: 'axis', int: 1 }]))
}

/** Where an axis of [N, height, width, channels] is in [N, channels, height, width]. */
const CHANNELS_FIRST_AXIS = [0, 2, 3, 1]

export function emitConcatenate(graph: GraphBuilder, { inputs, output, axis }: Concatenate): Emitted {
  const names = inputs.map((input) => graph.read(input, 'channelsFirst'))
  const at = isImage(output) ? CHANNELS_FIRST_AXIS[axis] : axis
  return channelsFirst(graph.node('Concat', names, [{ name: 'axis', int: at }]))
}

export function emitElementwise(graph: GraphBuilder, { method, inputs }: Elementwise): Emitted {
  const names = inputs.map((input) => graph.read(input, 'channelsFirst'))
  return channelsFirst(combine(graph, method, names))
}

function combine(graph: GraphBuilder, method: Elementwise['method'], names: string[]): string {
  switch (method) {
    case 'add':
      return names.reduce((sum, name) => graph.node('Add', [sum, name]))
    case 'multiply':
      return names.reduce((product, name) => graph.node('Mul', [product, name]))
    case 'average':
      return graph.node('Mean', names)
    case 'maximum':
      return graph.node('Max', names)
    case 'minimum':
      return graph.node('Min', names)
  }
}

export function emitZeroPadding(graph: GraphBuilder, { input, rows, columns }: ZeroPadding): Emitted {
  const pads = graph.integers([0, 0, rows[0], columns[0], 0, 0, rows[1], columns[1]])
  return channelsFirst(graph.node('Pad', [graph.read(input, 'channelsFirst'), pads]))
}

export function emitReshape(graph: GraphBuilder, { input, shape }: Reshape): Emitted {
  // A size of 0 stands for the input's: the batch stays.
  const target = graph.integers([0, ...shape])
  return channelsLast(graph.node('Reshape', [graph.read(input, 'channelsLast'), target]))
}
