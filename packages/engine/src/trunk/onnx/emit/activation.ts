import type { Value } from '../../../graph/trace'
import type { Activation, PlainActivation } from '../../../plan/activation'
import { type GraphBuilder, isImage, type Layout } from '../graph-builder'

/** Activations that are one ONNX operator with nothing to set. */
const OPERATORS: Partial<Record<PlainActivation, string>> = {
  elu: 'Elu',
  relu: 'Relu',
  selu: 'Selu',
  sigmoid: 'Sigmoid',
  softplus: 'Softplus',
  softsign: 'Softsign',
  tanh: 'Tanh',
}

/** Nodes for `activation` of the node `x`, which computes `value` in `layout`; returns the last one's name. */
export function emitActivation(
  graph: GraphBuilder,
  x: string,
  activation: Activation,
  value: Value,
  layout: Layout,
): string {
  switch (activation.kind) {
    case 'linear':
      return x
    case 'softmax': {
      const axis = isImage(value) && layout === 'channelsFirst' ? 1 : -1
      return graph.node('Softmax', [x], [{ name: 'axis', int: axis }])
    }
    case 'hardSigmoid':
      return graph.node(
        'HardSigmoid',
        [x],
        [
          { name: 'alpha', float: 0.2 },
          { name: 'beta', float: 0.5 },
        ],
      )
    case 'swish':
      return graph.node('Mul', [x, graph.node('Sigmoid', [x])])
    case 'leakyRelu':
      return graph.node('LeakyRelu', [x], [{ name: 'alpha', float: activation.slope }])
    case 'clippedRelu': {
      const { maximum } = activation
      const bounds = [0, maximum].map((bound) => graph.floats([], (target) => target.fill(bound)))
      return graph.node('Clip', [x, ...bounds])
    }
    default:
      return graph.node(OPERATORS[activation.kind]!, [x])
  }
}
