import type { LayerVariable } from '@tensorflow/tfjs-layers'
import type { LayerCall } from '../../../graph/trace'
import { activationNamed } from '../../../plan/activation'
import type { Size } from '../../../plan/operation'
import { configOf } from '../../../plan/translate/translation'
import { multiply, reshape, slice, sumOfRows, transpose } from '../operations'
import type { Rule } from '../rule'
import type { StepGraph } from '../step-graph'
import { activate } from './activation'
import { trainable, weightNamed } from './layer-weights'
import { type PatchWindow, patches, windowBack } from './patches'
import { type MovingWindow, scatter, windowOf } from './window'

interface ConvolutionConfig {
  readonly strides: Size
  readonly padding: string
  readonly dataFormat: string
  readonly dilationRate: Size
  readonly activation: string
}

/** A convolution, and the matrices that it comes down to. */
interface Convolution {
  readonly call: LayerCall
  readonly window: MovingWindow
  readonly kernel: LayerVariable
  /** The image: [N, height, width, channels]. */
  readonly input: string
  /** What the window sees at each of its places: [N * places, length]. */
  readonly seen: string
  /** The kernel as it lies: [length, filters]. */
  readonly matrix: string
  /** Pixels of the window times channels. */
  readonly length: number
  readonly filters: number
}

/**
 * A convolution as a product of matrices: a row of `seen` is what the window sees at one place, and tfjs's
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
  const seen = patches(graph, input, window)
  const matrix = reshape(graph, graph.weight(kernel), [length, filters])
  const product = multiply(graph, [seen, matrix, bias && graph.weight(bias)])
  const activated = activate(graph, reshape(graph, product, [-1, ...window.output, filters]), activation)
  if ('unsupported' in activated) return activated
  const whole = { call, window, kernel, input, seen, matrix, length, filters }
  return {
    output: activated.output,
    backward: (gradient, [wanted]) => {
      const slope = activated.backward(gradient)
      if (bias && trainable(call.layer, bias)) {
        graph.gradient(bias, sumOfRows(graph, reshape(graph, slope, [-1, filters])))
      }
      if (!wanted) {
        kernelGradient(graph, whole, slope)
        return [undefined]
      }
      const back = windowBack(window, filters)
      return [back ? gradientsBySight(graph, whole, slope, back) : gradientsByPlace(graph, whole, slope)]
    },
  }
}

/** seen^T slope, which is computed as (slope^T seen)^T: the narrow matrix is the cheaper one to turn. */
function kernelGradient(
  graph: StepGraph,
  { call, kernel, seen, length, filters }: Convolution,
  slope: string,
): void {
  if (!trainable(call.layer, kernel)) return
  const rows = reshape(graph, slope, [-1, filters])
  const turned = multiply(graph, [rows, seen], { transA: true })
  graph.gradient(kernel, transpose(graph, turned, [1, 0]), [length, filters])
}

/**
 * Each pixel of the image looks back at the outputs that it had a part in. The two gradients are products with what
 * it sees, and nothing has to be added up afterwards.
 */
function gradientsBySight(graph: StepGraph, whole: Convolution, slope: string, back: PatchWindow): string {
  const { call, window, kernel, input, length, filters } = whole
  const { channels, image } = window
  const places = length / channels
  const seen = patches(graph, slope, back)
  if (trainable(call.layer, kernel)) {
    const pixels = reshape(graph, input, [-1, channels])
    const product = reshape(graph, multiply(graph, [pixels, seen], { transA: true }), [
      channels,
      places,
      filters,
    ])
    graph.gradient(kernel, transpose(graph, product, [1, 0, 2]), [places, channels, filters])
  }
  const perPlace = reshape(graph, graph.weight(kernel), [places, channels, filters])
  const turned = reshape(graph, transpose(graph, perPlace, [0, 2, 1]), [places * filters, channels])
  return reshape(graph, multiply(graph, [seen, turned]), [-1, ...image, channels])
}

/** The gradient of what each place has seen, added up where the places overlap. */
function gradientsByPlace(graph: StepGraph, whole: Convolution, slope: string): string {
  const { window, matrix, length, filters } = whole
  kernelGradient(graph, whole, slope)
  const rows = reshape(graph, slope, [-1, filters])
  const product = multiply(graph, [rows, matrix], { transB: true })
  const ofSeen = reshape(graph, product, [-1, ...window.output, length])
  const { size, channels } = window
  const parts = Array.from({ length: size[0] * size[1] }, (_, place) =>
    slice(graph, ofSeen, { axes: [3], starts: [place * channels], ends: [(place + 1) * channels] }),
  )
  return scatter(graph, parts, window)
}
