import { beforeAll, describe, expect, it } from 'vitest'
import { EngineError } from '../errors/engine-error'
import { type Convolution, naiveGradients } from './naive-convolution-gradients'
import {
  asTensor,
  backendDifference,
  largestDifference,
  randomValues,
  resultOn,
  seeded,
  tf,
  useWasm,
  type Values,
} from './test-backends'
import { describeCase, gradients, randomConvolution } from './test-convolutions'

const CASES = 30

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
