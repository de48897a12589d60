import type { RandomState } from '@graft-ml/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { EngineError } from '../errors/engine-error'
import { type Convolution, naiveGradients } from './naive-convolution-gradients'
import {
  asTensor,
  backendDifference,
  between,
  largestDifference,
  randomValues,
  resultOn,
  seeded,
  tf,
  useWasm,
  type Values,
} from './test-backends'

const CASES = 30

function randomConvolution(random: RandomState, largestDilation: number): Convolution {
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
function gradients({ x, dy, filter, ...rest }: Convolution): tf.Tensor[] {
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

beforeAll(useWasm)

describe('gradients of convolutions on wasm', () => {
  it('are those of the cpu backend for any size, stride and padding', async () => {
    const random = seeded(1)
    for (let i = 0; i < CASES; i++) {
      const convolution = { ...randomConvolution(random, 1) }
      expect(await backendDifference(() => gradients(convolution)), describeCase(convolution)).toBeLessThan(
        1e-5,
      )
    }
  })

  it('are those of their definition for any dilation', async () => {
    const random = seeded(2)
    for (let i = 0; i < CASES; i++) {
      const convolution = randomConvolution(random, 3)
      const received = await resultOn('wasm', () => gradients(convolution))
      expect(
        largestDifference(received, naiveGradients(convolution)),
        describeCase(convolution),
      ).toBeLessThan(1e-5)
    }
  })

  it('are right where the images are done in several parts', async () => {
    const random = seeded(3)
    const x = randomValues(random, [3, 40, 40, 64])
    const convolution: Convolution = {
      x,
      dy: randomValues(random, [3, 40, 40, 8]),
      filter: randomValues(random, [5, 5, 64, 8]),
      strides: [1, 1],
      dilations: [1, 1],
      pad: 'same',
    }
    const [, received] = await resultOn('wasm', () => gradients(convolution))
    const expected = await resultOn('wasm', () =>
      tf.conv2d(asTensor(convolution.dy) as tf.Tensor4D, flipped(convolution.filter), 1, 'same'),
    )
    expect(largestDifference([received!], expected)).toBeLessThan(1e-5)
  })

  it('refuse channels first with the way out', async () => {
    await useWasm()
    const attrs = { strides: 1, pad: 'same', dataFormat: 'NCHW', inputShape: [1, 2, 4, 4] }
    tf.tidy(() => {
      const inputs = { dy: tf.zeros([1, 2, 4, 4]), filter: tf.zeros([1, 1, 2, 2]) }
      const call = () => tf.engine().runKernel(tf.Conv2DBackpropInput, inputs, attrs)
      expect(call).toThrow(EngineError)
      expect(call).toThrow(/channelsLast/)
    })
  })
})

/** With stride 1 the input's gradient is a convolution with the filter turned round and its channels swapped. */
function flipped(filter: Values): tf.Tensor4D {
  return tf.tidy(() => tf.transpose(tf.reverse(asTensor(filter), [0, 1]), [0, 1, 3, 2]) as tf.Tensor4D)
}

function describeCase({ x, filter, strides, dilations, pad }: Convolution): string {
  return JSON.stringify({ x: x.shape, filter: filter.shape, strides, dilations, pad })
}
