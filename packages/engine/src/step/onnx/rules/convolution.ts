import { activationNamed } from '../../../plan/activation'
import type { Size } from '../../../plan/operation'
import { configOf } from '../../../plan/translate/translation'
import { concatenate, multiply, reshape, slice, sumOfRows } from '../operations'
import type { Rule } from '../rule'
import type { StepGraph } from '../step-graph'
import { activate } from './activation'
import { trainable, weightNamed } from './layer-weights'
import { type MovingWindow, scatter, views, windowOf } from './window'

interface ConvolutionConfig {
  readonly strides: Size
  readonly padding: string
  readonly dataFormat: string
  readonly dilationRate: Size
  readonly activation: string
}

/**
 * A convolution as a product of matrices: a row of `patches` is what the window sees at one place, and tfjs's
 * kernel [height, width, channels, filters] is the other matrix as it lies.
 */
export const convolution: Rule = (graph, call, [input]) => {
  const config = configOf<ConvolutionConfig>(call.layer)
  const kernel = weightNamed(call.layer, 'kernel')
  const bias = weightNamed(call.layer, 'bias')
  const activation = activationNamed(config.activation)
  if (!activation) return { unsupported: `has the activation '${config.activation}'` }
  if (!kernel) return { unsupported: 'has no kernel' }
  const [height, width, channels, filters] = kernel.shape as number[]
  const window = windowOf(call, { ...config, size: [height, width], dilation: config.dilationRate })
  if ('unsupported' in window) return window

  const length = height * width * channels
  const patches = reshape(graph, gather(graph, input, window), [-1, length])
  const matrix = reshape(graph, graph.weight(kernel), [length, filters])
  const product = multiply(graph, [patches, matrix, bias && graph.weight(bias)])
  const activated = activate(graph, reshape(graph, product, [-1, ...window.output, filters]), activation)
  if ('unsupported' in activated) return activated
  return {
    output: activated.output,
    backward: (gradient, [wanted]) => {
      const outputGradient = reshape(graph, activated.backward(gradient), [-1, filters])
      if (trainable(call.layer, kernel)) {
        const product = multiply(graph, [patches, outputGradient], { transA: true })
        graph.gradient(kernel, product, [length, filters])
      }
      if (bias && trainable(call.layer, bias)) graph.gradient(bias, sumOfRows(graph, outputGradient))
      if (!wanted) return [undefined]
      const patchGradients = multiply(graph, [outputGradient, matrix], { transB: true })
      return [ungather(graph, reshape(graph, patchGradients, [-1, ...window.output, length]), window)]
    },
  }
}

/** [N, ...output, window's height * width * channels] */
function gather(graph: StepGraph, input: string, window: MovingWindow): string {
  return isPointwise(window) ? input : concatenate(graph, views(graph, input, window), 3)
}

function ungather(graph: StepGraph, gradients: string, window: MovingWindow): string {
  if (isPointwise(window)) return gradients
  const { size, channels } = window
  const parts = Array.from({ length: size[0] * size[1] }, (_, place) =>
    slice(graph, gradients, { axes: [3], starts: [place * channels], ends: [(place + 1) * channels] }),
  )
  return scatter(graph, parts, window)
}

function isPointwise({ size, strides }: MovingWindow): boolean {
  return [...size, ...strides].every((one) => one === 1)
}
