import type { RandomState } from '@graft-ml/core'
import type { Convolution } from './naive-convolution-gradients'
import { asTensor, between, randomValues, tf } from './test-backends'

/** A convolution of any size, stride, padding and dilation. */
export function randomConvolution(random: RandomState, largestDilation: number): Convolution {
  const taps: [number, number] = [between(random, 1, 4), between(random, 1, 4)]
  const strides: [number, number] = [between(random, 1, 3), between(random, 1, 3)]
  const dilations: [number, number] = [
    between(random, 1, largestDilation),
    between(random, 1, largestDilation),
  ]
  const amount = () => between(random, 0, 2)
  const explicit: tf.backend_util.ExplicitPadding = [
    [0, 0],
    [amount(), amount()],
    [amount(), amount()],
    [0, 0],
  ]
  const pad = (['same', 'valid', explicit] as const)[between(random, 0, 2)]!
  const long = (axis: 0 | 1) => (taps[axis] - 1) * dilations[axis] + between(random, 1, 7)
  const [inChannels, outChannels] = [between(random, 1, 9), between(random, 1, 9)]
  const xShape: [number, number, number, number] = [between(random, 1, 3), long(0), long(1), inChannels]
  const filterShape: [number, number, number, number] = [...taps, inChannels, outChannels]
  const { outShape } = tf.backend_util.computeConv2DInfo(xShape, filterShape, strides, dilations, pad)
  return {
    x: randomValues(random, xShape),
    dy: randomValues(random, outShape),
    filter: randomValues(random, filterShape),
    strides,
    dilations,
    pad,
  }
}

/** Both gradients from the kernels, as tfjs calls them; `dilations` is what tfjs itself never passes. */
export function gradients({ x, dy, filter, ...rest }: Convolution): tf.Tensor[] {
  const attrs = { ...rest, dataFormat: 'NHWC' as const } as unknown as tf.NamedAttrMap
  const engine = tf.engine()
  const filterGradient = engine.runKernel(
    tf.Conv2DBackpropFilter,
    { x: asTensor(x), dy: asTensor(dy) },
    { ...attrs, filterShape: filter.shape },
  )
  const inputGradient = engine.runKernel(
    tf.Conv2DBackpropInput,
    { dy: asTensor(dy), filter: asTensor(filter) },
    { ...attrs, inputShape: x.shape },
  )
  return [filterGradient as tf.Tensor, inputGradient as tf.Tensor]
}

export function describeCase({ x, filter, strides, dilations, pad }: Convolution): string {
  return JSON.stringify({ x: x.shape, filter: filter.shape, strides, dilations, pad })
}
