import { type AdamOptions, adam, createOptimizer, type OptimizerConfig, rmsprop, sgd } from '@graft-ml/keras'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { asTensor, randomValues, seeded, tf, useWasm } from './test-backends'
import * as updating from './update-in-place'
import { wasmUpdateRules } from './update-rules'

const FUSED: Record<string, OptimizerConfig> = {
  rmsprop: rmsprop({ learningRate: 1e-2, rho: 0.8 }),
  sgd: sgd({ learningRate: 0.05 }),
  'sgd with momentum': sgd({ learningRate: 0.05, momentum: 0.9 }),
  'sgd with nesterov': sgd({ learningRate: 0.05, momentum: 0.9, nesterov: true }),
  adam: adam({ learningRate: 0.01 } satisfies AdamOptions),
}

const COMPOSED: Record<string, OptimizerConfig> = {
  'rmsprop with momentum': rmsprop({ momentum: 0.5 }),
  'rmsprop centered': rmsprop({ centered: true }),
  'adam with amsgrad': adam({ amsgrad: true }),
}

/** Weights after a few steps, with or without the fused rules. Sizes leave every remainder of a vector of four. */
function train(config: OptimizerConfig, isFused: boolean): Float32Array[] {
  const random = seeded(7)
  const optimizer = createOptimizer(config, isFused ? { rules: wasmUpdateRules } : {})
  const variables = [[33], [5, 7, 2], [1], [4, 4]].map((shape) =>
    tf.tidy(() => tf.variable(asTensor(randomValues(random, shape)))),
  )
  for (let step = 0; step < 4; step++) {
    tf.tidy(() =>
      optimizer.apply(
        variables.map((variable) => ({ variable, gradient: asTensor(randomValues(random, variable.shape)) })),
      ),
    )
  }
  const weights = variables.map((variable) => variable.dataSync<'float32'>())
  optimizer.dispose()
  tf.dispose(variables)
  return weights
}

beforeAll(useWasm)

describe('wasmUpdateRules', () => {
  it.each(Object.entries(FUSED))('%s is the composed rule to the last bit', (_, config) => {
    const { numTensors, numBytes } = tf.memory()
    const inPlace = vi.spyOn(updating, 'updateInPlace')
    expect(train(config, true)).toEqual(train(config, false))
    expect(tf.memory()).toMatchObject({ numTensors, numBytes })
    expect(inPlace).toHaveBeenCalledTimes(16)
    expect(inPlace.mock.results.every(({ value }) => value === true)).toBe(true)
    inPlace.mockRestore()
  })

  it.each(Object.entries(COMPOSED))('%s goes by the composed rule', (_, config) => {
    expect(train(config, true)).toEqual(train(config, false))
  })

  it('goes by the composed rule on another backend', async () => {
    await tf.setBackend('cpu')
    for (const config of Object.values(FUSED)) expect(train(config, true)).toEqual(train(config, false))
    await useWasm()
  })

  it('leaves tensors that share the memory as they were', () => {
    const [initial, gradient] = [tf.ones([6]), tf.ones([6])]
    const variable = tf.variable(initial)
    const reshaped = tf.reshape(variable, [2, 3])
    expect(tf.backend().refCount(variable.dataId)).toBe(3)
    const optimizer = createOptimizer(sgd({ learningRate: 0.5 }), { rules: wasmUpdateRules })
    optimizer.apply([{ variable, gradient }])
    for (const other of [initial, reshaped]) expect([...other.dataSync()]).toEqual(Array(6).fill(1))
    expect([...variable.dataSync()]).toEqual(Array(6).fill(0.5))
    // A gradient that is the variable itself is read before it is overwritten.
    optimizer.apply([{ variable, gradient: variable }])
    expect([...variable.dataSync()]).toEqual(Array(6).fill(0.25))
    tf.dispose([variable, initial, reshaped, gradient])
  })

  it('writes in place where nobody else reads', () => {
    const [initial, gradient] = [tf.ones([6]), tf.ones([6])]
    const variable = tf.variable(initial)
    initial.dispose()
    const { dataId } = variable
    createOptimizer(sgd(), { rules: wasmUpdateRules }).apply([{ variable, gradient }])
    expect(variable.dataId).toBe(dataId)
    tf.dispose([variable, gradient])
  })

  it('does not leave packed weights behind in the backend', () => {
    const optimizer = createOptimizer(sgd({ learningRate: 1 }), { rules: wasmUpdateRules })
    const matrix = tf.tidy(() => tf.variable(tf.fill([8, 8], 3)))
    const filter = tf.tidy(() => tf.variable(tf.fill([3, 3, 2, 2], 3)))
    const first = tf.tidy(() => outputs(matrix, filter))
    tf.tidy(() =>
      optimizer.apply([matrix, filter].map((variable) => ({ variable, gradient: tf.onesLike(variable) }))),
    )
    const second = tf.tidy(() => outputs(matrix, filter))
    expect(first).toEqual([24, 54])
    expect(second).toEqual([16, 36])
    tf.dispose([matrix, filter])
  })
})

function outputs(matrix: tf.Tensor, filter: tf.Tensor): number[] {
  const product = tf.matMul(tf.ones([2, 8]), matrix)
  const convolved = tf.conv2d(tf.ones([1, 3, 3, 2]) as tf.Tensor4D, filter as tf.Tensor4D, 1, 'valid')
  return [product.dataSync()[0]!, convolved.dataSync()[0]!]
}
