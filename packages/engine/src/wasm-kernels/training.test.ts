import { beforeAll, describe, expect, it } from 'vitest'
import { asTensor, backendDifference, randomValues, seeded, tf, useWasm } from './test-backends'

const random = seeded(11)
const images = randomValues(random, [4, 15, 15, 3])
const labels = randomValues(random, [4, 2])
const shapes = [
  [3, 3, 3, 8],
  [1, 7, 8, 6],
  [1, 1, 14, 5],
  [45, 12],
  [12, 2],
]
const weights = shapes.map((shape) => randomValues(random, shape))

/** Stem, two branches with both poolings, normalisation by batch statistics, a dense head. */
function lossOf(x: tf.Tensor4D, [stem, wide, mix, hidden, last]: tf.Tensor[]): tf.Scalar {
  const start = tf.relu(tf.conv2d(x, stem as tf.Tensor4D, 2, 'valid'))
  const branch = normalize(tf.conv2d(start, wide as tf.Tensor4D, 1, 'same'))
  const joined = tf.concat(
    [
      tf.pad(tf.avgPool(start, 3, 1, 'valid'), [
        [0, 0],
        [1, 1],
        [1, 1],
        [0, 0],
      ]),
      branch,
    ],
    3,
  )
  const mixed = tf.relu(tf.conv2d(joined, mix as tf.Tensor4D, 1, 'same'))
  const flat = tf.reshape(tf.maxPool(mixed, 3, 2, 'valid'), [4, 45])
  const outputs = tf.matMul(tf.relu(tf.matMul(flat, hidden!)), last!)
  return tf.mean(tf.squaredDifference(outputs, asTensor(labels)))
}

function normalize<Rank extends tf.Tensor>(x: Rank): Rank {
  const { mean, variance } = tf.moments(x, [0, 1, 2])
  return tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, 1e-3))) as Rank
}

beforeAll(useWasm)

describe('training on wasm', () => {
  it('has the gradients of the cpu backend', async () => {
    const slopes = () => {
      const variables = weights.map((values) => tf.variable(asTensor(values)))
      const { value, grads } = tf.variableGrads(() => lossOf(asTensor(images) as tf.Tensor4D, variables))
      const gradients = variables.map((variable) => grads[variable.name]!)
      tf.dispose(variables)
      return [value, ...gradients]
    }
    expect(await backendDifference(slopes)).toBeLessThan(1e-5)
  })
})
