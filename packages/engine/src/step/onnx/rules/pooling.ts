import type { Size } from '../../../plan/operation'
import { configOf } from '../../../plan/translate/translation'
import { constant, reshape, sum } from '../operations'
import type { Rule } from '../rule'
import type { StepGraph } from '../step-graph'
import { type MovingWindow, scatter, views, windowOf } from './window'

interface PoolConfig {
  readonly poolSize: Size
  readonly strides: Size
  readonly padding: string
  readonly dataFormat: string
}

/** Averages count the pixels inside the image only. */
export const averagePool: Rule = (graph, call, [input]) => {
  const config = configOf<PoolConfig>(call.layer)
  const window = windowOf(call, { ...config, size: config.poolSize })
  if ('unsupported' in window) return window
  const counts = graph.floats([...window.output, 1], (target) => target.set(pixelCounts(window)))
  return {
    output: graph.node('Div', [sum(graph, views(graph, input, window)), counts]),
    backward: (gradient) => {
      const share = graph.node('Div', [gradient, counts])
      return [scatter(graph, Array(window.size[0] * window.size[1]).fill(share), window)]
    },
  }
}

/** Of several equal maxima the first in the window has the gradient, as in TensorFlow. */
export const maxPool: Rule = (graph, call, [input]) => {
  const config = configOf<PoolConfig>(call.layer)
  const window = windowOf(call, { ...config, size: config.poolSize })
  if ('unsupported' in window) return window
  const seen = views(graph, input, window, LOWEST)
  const output = graph.node('Max', seen)
  return {
    output,
    backward: (gradient) => [scatter(graph, gradientsOfMaxima(graph, seen, output, gradient), window)],
  }
}

export const globalAveragePool: Rule = (graph, call, [input]) => {
  const [, height, width, channels] = call.inputs[0].shape
  const { dataFormat } = configOf<{ dataFormat: string }>(call.layer)
  if (dataFormat !== 'channelsLast') return { unsupported: `has the data format '${dataFormat}'` }
  if (!height || !width || !channels) return { unsupported: 'has images of any size' }
  const axes = [
    { name: 'axes', ints: [1, 2] },
    { name: 'keepdims', int: 0 },
  ]
  return {
    output: graph.node('ReduceMean', [input], axes),
    backward: (gradient) => {
      const pixel = reshape(graph, gradient, [-1, 1, 1, channels])
      const shares = graph.floats([1, height, width, 1], (target) => target.fill(1 / (height * width)))
      return [graph.node('Mul', [pixel, shares])]
    },
  }
}

const LOWEST = -3.4028234663852886e38

function gradientsOfMaxima(
  graph: StepGraph,
  seen: readonly string[],
  output: string,
  gradient: string,
): string[] {
  const zero = constant(graph, 0)
  let left = gradient
  return seen.map((view) => {
    const isMaximum = graph.node('Equal', [view, output])
    const part = graph.node('Where', [isMaximum, left, zero])
    left = graph.node('Where', [isMaximum, zero, left])
    return part
  })
}

/** How many pixels of the image each window covers: [height, width] of the output. */
function pixelCounts({ size, strides, image, output, before }: MovingWindow): Float32Array {
  const covered = [0, 1].map((axis) =>
    Array.from({ length: output[axis] }, (_, at) => {
      const start = at * strides[axis] - before[axis]
      return Math.min(start + size[axis], image[axis]) - Math.max(start, 0)
    }),
  )
  return Float32Array.from(covered[0].flatMap((rows) => covered[1].map((columns) => rows * columns)))
}
