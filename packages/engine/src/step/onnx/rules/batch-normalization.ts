import type { LayerCall } from '../../../graph/trace'
import { configOf } from '../../../plan/translate/translation'
import { constant, meanOfRows, reshape, sumOfRows } from '../operations'
import type { Emitted, Rule } from '../rule'
import type { MovingLayer, StepGraph } from '../step-graph'
import { trainable, weightNamed } from './layer-weights'

interface BatchNormalizationConfig {
  readonly axis: number | readonly number[]
  readonly epsilon: number
}

/** By the statistics of the batch where the layer trains, else by its moving averages. */
export const batchNormalization: Rule = (graph, call, [input]) => {
  const { axis } = configOf<BatchNormalizationConfig>(call.layer)
  const rank = call.output.shape.length
  const [normalized] = [axis].flat()
  if ((normalized + rank) % rank !== rank - 1) return { unsupported: `normalizes axis ${normalized}` }
  const pixels = call.output.shape.slice(1)
  if (pixels.includes(null)) return { unsupported: 'has inputs of any size' }
  const live = graph.training && call.layer.trainable
  return live ? byBatch(graph, call, input) : byAverages(graph, call, input)
}

function byBatch(graph: StepGraph, call: LayerCall, input: string): Emitted {
  const { layer } = call
  const { epsilon } = configOf<BatchNormalizationConfig>(layer)
  const shape = [-1, ...(call.output.shape.slice(1) as number[])]
  const [gamma, beta] = [weightNamed(layer, 'gamma'), weightNamed(layer, 'beta')]
  const rows = reshape(graph, input, [-1, shape.at(-1)!])
  const mean = meanOfRows(graph, rows)
  const centred = graph.node('Sub', [rows, mean])
  const variance = meanOfRows(graph, graph.node('Mul', [centred, centred]))
  const inverse = inverseRoot(graph, variance, epsilon)
  const scale = gamma ? graph.node('Mul', [inverse, graph.weight(gamma)]) : inverse
  const scaled = graph.node('Mul', [centred, scale])
  const output = beta ? graph.node('Add', [scaled, graph.weight(beta)]) : scaled
  graph.average(layer as MovingLayer, weightNamed(layer, 'moving_mean')!, mean)
  graph.average(layer as MovingLayer, weightNamed(layer, 'moving_variance')!, variance)
  return {
    output: reshape(graph, output, shape),
    backward: (gradient, [wanted]) => {
      const slope = reshape(graph, gradient, [-1, shape.at(-1)!])
      const product = graph.node('Mul', [slope, centred])
      if (beta && trainable(layer, beta)) graph.gradient(beta, sumOfRows(graph, slope))
      if (gamma && trainable(layer, gamma)) {
        graph.gradient(gamma, graph.node('Mul', [sumOfRows(graph, product), inverse]))
      }
      if (!wanted) return [undefined]
      // What the batch's own mean and variance take back: scale (slope - mean(slope) - normalized mean(slope normalized)).
      const along = graph.node('Mul', [meanOfRows(graph, product), graph.node('Mul', [inverse, inverse])])
      const level = graph.node('Sub', [slope, meanOfRows(graph, slope)])
      const rest = graph.node('Sub', [level, graph.node('Mul', [centred, along])])
      return [reshape(graph, graph.node('Mul', [rest, scale]), shape)]
    },
  }
}

function byAverages(graph: StepGraph, { layer }: LayerCall, input: string): Emitted {
  const { epsilon } = configOf<BatchNormalizationConfig>(layer)
  const [gamma, beta] = [weightNamed(layer, 'gamma'), weightNamed(layer, 'beta')]
  const mean = graph.weight(weightNamed(layer, 'moving_mean')!)
  const inverse = inverseRoot(graph, graph.weight(weightNamed(layer, 'moving_variance')!), epsilon)
  const scale = gamma ? graph.node('Mul', [inverse, graph.weight(gamma)]) : inverse
  const offset = graph.node('Mul', [mean, scale])
  const shift = beta ? graph.node('Sub', [graph.weight(beta), offset]) : graph.node('Neg', [offset])
  return {
    output: graph.node('Add', [graph.node('Mul', [input, scale]), shift]),
    backward: (gradient) => [graph.node('Mul', [gradient, scale])],
  }
}

function inverseRoot(graph: StepGraph, variance: string, epsilon: number): string {
  const root = graph.node('Sqrt', [graph.node('Add', [variance, constant(graph, epsilon)])])
  return graph.node('Reciprocal', [root])
}
