import { adam, createOptimizer, rmsprop, sgd } from '@graft-ml/keras'
import { afterAll, describe, expect, it } from 'vitest'
import { tensorflowBackend } from './tensorflow-backend'
import { tf, useTensorflow } from './test-tensorflow'
import { updateInPlace } from './update-in-place'
import { tensorflowUpdateRules } from './update-rules'

const missing = await useTensorflow()
const rules = tensorflowUpdateRules
const tensorsBefore = missing ? 0 : heldByTensorflow()

/** How many values TensorFlow holds for this process. */
function heldByTensorflow(): number {
  return (tensorflowBackend()!.binding as unknown as { getNumOfTensors(): number }).getNumOfTensors()
}

describe.skipIf(missing)('an update in place', () => {
  afterAll(() => {
    expect(heldByTensorflow()).toBe(tensorsBefore)
  })

  it('leaves tensors that share the memory as they were', () => {
    const [initial, gradient] = [tf.ones([6]), tf.ones([6])]
    const variable = tf.variable(initial)
    const reshaped = tf.reshape(variable, [2, 3])
    const optimizer = createOptimizer(sgd({ learningRate: 0.5 }), { rules })
    optimizer.apply([{ variable, gradient }])
    for (const other of [initial, reshaped]) expect([...other.dataSync()]).toEqual(Array(6).fill(1))
    expect([...variable.dataSync()]).toEqual(Array(6).fill(0.5))
    // A gradient that is the variable itself is read before it is overwritten.
    optimizer.apply([{ variable, gradient: variable }])
    expect([...variable.dataSync()]).toEqual(Array(6).fill(0.25))
    tf.dispose([variable, initial, reshaped, gradient])
  })

  it.each([64, 65])('leaves the array as it was that a variable was made from (%d values)', (size) => {
    // TensorFlow reads such arrays where they lie if they are aligned.
    const arrays = Array.from({ length: 8 }, (_, offset) =>
      new Float32Array(size + 8).subarray(offset, offset + size),
    )
    for (const array of arrays) {
      const variable = tf.tidy(() => tf.variable(tf.tensor(array)))
      const gradient = tf.ones([size])
      createOptimizer(sgd({ learningRate: 1 }), { rules }).apply([{ variable, gradient }])
      expect(new Set(array)).toEqual(new Set([0]))
      expect(new Set(variable.dataSync())).toEqual(new Set([-1]))
      tf.dispose([variable, gradient])
    }
  })

  it('writes in place where nobody else reads', () => {
    const variable = tf.tidy(() => tf.variable(tf.ones([6])))
    const gradient = tf.ones([6])
    const { dataId } = variable
    createOptimizer(sgd(), { rules }).apply([{ variable, gradient }])
    expect(variable.dataId).toBe(dataId)
    tf.dispose([variable, gradient])
  })

  it('keeps no memory of its own', () => {
    // 16 MB a tensor: a leak of one a step would be 1.6 GB.
    const shape = [4 * 1024 * 1024]
    const variable = tf.tidy(() => tf.variable(tf.zeros(shape)))
    const gradient = tf.tidy(() => tf.add(tf.zeros(shape), 1e-3))
    const optimizers = [rmsprop(), sgd({ momentum: 0.9 }), adam()].map((one) =>
      createOptimizer(one, { rules }),
    )
    const step = () => {
      for (const optimizer of optimizers) optimizer.apply([{ variable, gradient }])
    }
    for (let count = 0; count < 3; count++) step()
    const before = process.memoryUsage.rss()
    for (let count = 0; count < 30; count++) step()
    expect((process.memoryUsage.rss() - before) / 1e6).toBeLessThan(100)
    for (const optimizer of optimizers) optimizer.dispose()
    tf.dispose([variable, gradient])
  })

  it('gives the values back when the update fails', () => {
    const variable = tf.tidy(() => tf.variable(tf.fill([3], 2)))
    const update = () =>
      updateInPlace([variable], [], (operations, [resource]) => {
        operations.change('ResourceApplyGradientDescent', [operations.float('T')], [resource!])
      })
    expect(update).toThrow(/expected 3 inputs, got 1/)
    expect([...variable.dataSync()]).toEqual([2, 2, 2])
    tf.dispose(variable)
  })
})
