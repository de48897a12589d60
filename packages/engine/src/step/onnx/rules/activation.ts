import { type Activation, activationNamed } from '../../../plan/activation'
import { configOf, type Unsupported } from '../../../plan/translate/translation'
import { constant } from '../operations'
import type { Rule } from '../rule'
import type { StepGraph } from '../step-graph'

/** An activation in the graph, and how its gradient goes back. */
export interface Activated {
  readonly output: string
  backward(gradient: string): string
}

/** Writes the activation of the node `x`. */
export function activate(graph: StepGraph, x: string, activation: Activation): Activated | Unsupported {
  switch (activation.kind) {
    case 'linear':
      return { output: x, backward: (gradient) => gradient }
    case 'relu':
      return between(graph, graph.node('Relu', [x]), { above: 0 })
    case 'clippedRelu': {
      const { maximum } = activation
      const bounds = [0, maximum].map((bound) => constant(graph, bound))
      return between(graph, graph.node('Clip', [x, ...bounds]), { above: 0, below: maximum })
    }
    case 'sigmoid': {
      const output = graph.node('Sigmoid', [x])
      return withSlope(graph, output, () => graph.node('Mul', [output, complement(graph, output)]))
    }
    case 'tanh': {
      const output = graph.node('Tanh', [x])
      return withSlope(graph, output, () => complement(graph, graph.node('Mul', [output, output])))
    }
    case 'softmax': {
      const output = graph.node('Softmax', [x], [{ name: 'axis', int: -1 }])
      return { output, backward: (gradient) => softmaxGradient(graph, output, gradient) }
    }
    default:
      return { unsupported: `has the activation '${activation.kind}'` }
  }
}

export const activationLayer: Rule = (graph, call, [input]) => {
  const { activation } = configOf<{ activation: string }>(call.layer)
  return asLayer(
    graph,
    input,
    activationNamed(activation) ?? { unsupported: `has the activation '${activation}'` },
  )
}

export const reluLayer: Rule = (graph, call, [input]) => {
  const { maxValue } = configOf<{ maxValue?: number | null }>(call.layer)
  return asLayer(
    graph,
    input,
    maxValue == null ? { kind: 'relu' } : { kind: 'clippedRelu', maximum: maxValue },
  )
}

function asLayer(graph: StepGraph, input: string, activation: Activation | Unsupported): ReturnType<Rule> {
  if ('unsupported' in activation) return activation
  const activated = activate(graph, input, activation)
  if ('unsupported' in activated) return activated
  return {
    output: activated.output,
    backward: (gradient) => [activated.backward(gradient)],
    logits: { node: input, activation, backward: (gradient) => [gradient] },
  }
}

/** The gradient passes where nothing was cut off. */
function between(
  graph: StepGraph,
  output: string,
  { above, below }: { above: number; below?: number },
): Activated {
  return {
    output,
    backward: (gradient) => {
      const over = graph.node('Greater', [output, constant(graph, above)])
      const passes =
        below === undefined
          ? over
          : graph.node('And', [over, graph.node('Less', [output, constant(graph, below)])])
      return graph.node('Where', [passes, gradient, constant(graph, 0)])
    },
  }
}

function withSlope(graph: StepGraph, output: string, slope: () => string): Activated {
  return { output, backward: (gradient) => graph.node('Mul', [gradient, slope()]) }
}

/** output (gradient - sum(gradient output)), the sum over the last axis */
function softmaxGradient(graph: StepGraph, output: string, gradient: string): string {
  const along = graph.node('ReduceSum', [graph.node('Mul', [gradient, output]), graph.integers([-1])])
  return graph.node('Mul', [output, graph.node('Sub', [gradient, along])])
}

/** 1 - node */
function complement(graph: StepGraph, node: string): string {
  return graph.node('Sub', [constant(graph, 1), node])
}
