import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { beforeAll, expect, it } from 'vitest'
import { runSteps, type TensorStep } from './tensor-scope'

const images = { data: Float32Array.of(1, 2), shape: [1, 2] }
const value = (id: number) => ({ id, shape: [null, 2] })

function step(from: number, to: number, compute: (x: tf.Tensor) => tf.Tensor): TensorStep {
  return { inputs: [value(from)], output: value(to), compute: ([x]) => compute(x) }
}

beforeAll(async () => {
  await tf.setBackend('cpu')
})

it('lets go of each tensor after its last reader', async () => {
  const before = tf.memory().numTensors
  const alive: number[] = []
  const steps = [1, 2, 3, 4].map((to) =>
    step(to - 1, to, (x) => {
      alive.push(tf.memory().numTensors - before)
      return tf.add(x, x)
    }),
  )
  const results = await runSteps(value(0), steps, [value(4), value(1)], images)
  expect(results.map(({ data }) => [...data])).toEqual([
    [16, 32],
    [2, 4],
  ])
  // The input alone; then the first result, which is an output; from there on that and one more.
  expect(alive).toEqual([1, 1, 2, 2])
  expect(tf.memory().numTensors).toBe(before)
})

it('leaves no tensors behind when a step fails', async () => {
  const before = tf.memory().numTensors
  const broken = step(1, 2, () => {
    throw new Error('no such kernel')
  })
  const steps = [step(0, 1, (x) => tf.neg(x)), broken]
  await expect(runSteps(value(0), steps, [value(2)], images)).rejects.toThrow('no such kernel')
  expect(tf.memory().numTensors).toBe(before)
})
