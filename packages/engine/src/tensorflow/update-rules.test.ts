import { adam, createOptimizer, type OptimizerConfig, rmsprop, sgd } from '@graft-ml/keras'
import { describe, expect, it, vi } from 'vitest'
import { asTensor, largestDifference, randomValues, seeded, type Values } from '../wasm-kernels/test-backends'
import { RawOperations } from './raw-operations'
import { tf, useTensorflow } from './test-tensorflow'
import { tensorflowUpdateRules } from './update-rules'

const missing = await useTensorflow()

const CONFIGS: Record<string, { config: OptimizerConfig; operation: string }> = {
  rmsprop: { config: rmsprop({ learningRate: 1e-2, rho: 0.8 }), operation: 'ResourceApplyRMSProp' },
  'rmsprop with momentum': { config: rmsprop({ momentum: 0.5 }), operation: 'ResourceApplyRMSProp' },
  'rmsprop centered': { config: rmsprop({ centered: true }), operation: 'ResourceApplyCenteredRMSProp' },
  'rmsprop centered with momentum': {
    config: rmsprop({ centered: true, momentum: 0.9 }),
    operation: 'ResourceApplyCenteredRMSProp',
  },
  'rmsprop that forgets slowly': { config: rmsprop({ rho: 0.999 }), operation: '' },
  sgd: { config: sgd({ learningRate: 0.05 }), operation: 'ResourceApplyGradientDescent' },
  'sgd with momentum': { config: sgd({ momentum: 0.9 }), operation: 'ResourceApplyKerasMomentum' },
  'sgd with nesterov': {
    config: sgd({ momentum: 0.9, nesterov: true }),
    operation: 'ResourceApplyKerasMomentum',
  },
  adam: { config: adam({ learningRate: 0.01 }), operation: 'ResourceApplyAdagradV2' },
  'adam with amsgrad': { config: adam({ amsgrad: true }), operation: 'ResourceApplyAdagradV2' },
}

interface Trained {
  readonly weights: Values[]
  readonly slots: Values[]
}

/** Weights and slots after a few steps, with or without TensorFlow's operations. */
async function train(config: OptimizerConfig, isFused: boolean): Promise<Trained> {
  const random = seeded(7)
  const optimizer = createOptimizer(config, isFused ? { rules: tensorflowUpdateRules } : {})
  const variables = [[33], [5, 7, 2], [1], [4, 4]].map((shape) =>
    tf.tidy(() => tf.variable(asTensor(randomValues(random, shape)))),
  )
  for (let step = 0; step < 4; step++) {
    tf.tidy(() =>
      optimizer.apply(
        variables.map((variable, place) => ({
          variable,
          gradient: asTensor(randomValues(random, variable.shape)),
          name: `${place}`,
        })),
      ),
    )
  }
  const weights = variables.map((variable) => ({
    data: variable.dataSync<'float32'>(),
    shape: variable.shape,
  }))
  const { slots } = await optimizer.state()
  optimizer.dispose()
  tf.dispose(variables)
  return { weights, slots: Object.values(slots) as Values[] }
}

describe.skipIf(missing)('tensorflowUpdateRules', () => {
  it.each(Object.entries(CONFIGS))('%s is the composed rule', async (_, { config, operation }) => {
    const { numTensors, numBytes } = tf.memory()
    const numData = tf.backend().numDataIds()
    const expected = await train(config, false)
    const change = vi.spyOn(RawOperations.prototype, 'change')
    const received = await train(config, true)
    const applied = change.mock.calls.map(([name]) => name).filter((name) => name.startsWith('ResourceApply'))
    change.mockRestore()
    expect(new Set(applied).has(operation)).toBe(operation !== '')
    expect(largestDifference(received.weights, expected.weights)).toBeLessThan(3e-7)
    if (expected.slots.length > 0) {
      expect(largestDifference(received.slots, expected.slots)).toBeLessThan(3e-6)
    }
    expect(tf.memory()).toMatchObject({ numTensors, numBytes })
    expect(tf.backend().numDataIds()).toBe(numData)
  })
})
