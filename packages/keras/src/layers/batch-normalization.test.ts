import { InvalidArgumentError } from '@graft-ml/core'
import {
  dispose,
  keep,
  mul,
  type Tensor,
  tensor1d,
  tensor2d,
  type Variable,
  variable,
  variableGrads,
  zeros,
} from '@tensorflow/tfjs-core'
import { layers } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import fixture from '../../reference/fixtures/batch-normalization.json'
import { backends, expectClose, leakOf, run, toTensor, total, use, type Vector } from '../../test/backends'
import { type BatchNormalization, batchNormalization } from './batch-normalization'

function build(testCase: (typeof fixture.cases)[number]): BatchNormalization {
  const layer = batchNormalization(testCase.options)
  layer.build(testCase.shape)
  const weights = testCase.weights.map(toTensor)
  layer.setWeights(weights)
  dispose(weights)
  return layer
}

const trainedWeights = (layer: BatchNormalization) =>
  layer.trainableWeights.map((weight) => weight.read() as Variable)

describe.each(backends)('on %s', (backend) => {
  beforeAll(() => use(backend))

  it.each(fixture.cases)(
    'equals Keras in two training steps and an inference: $options, $shape',
    (testCase) => {
      const layer = build(testCase)
      expect(layer.weights.map((weight) => weight.originalName.split('/').pop())).toEqual(
        testCase.weights.map(({ name }) => name),
      )
      for (const step of testCase.steps) {
        const inputs = variable(toTensor(step.inputs))
        const cotangent = toTensor(step.cotangent)
        let outputs: Tensor | undefined
        const { value, grads } = variableGrads(() => {
          outputs = keep(run(layer, inputs, step.training))
          return total(mul(outputs, cotangent))
        }, [inputs, ...trainedWeights(layer)])
        expectClose(outputs!, step.outputs, 2e-6)
        expectClose(grads[inputs.name]!, step.inputGradient, 5e-6)
        trainedWeights(layer).forEach((weight, i) => {
          expectClose(grads[weight.name]!, step.weightGradients[i]!, 5e-6)
        })
        expectClose(layer.movingMean.read(), step.movingMean, 1e-6)
        expectClose(layer.movingVariance.read(), step.movingVariance, 1e-6)
        dispose([inputs, cotangent, outputs!, value, ...Object.values(grads)])
      }
      for (const weight of layer.weights) weight.dispose()
    },
  )

  it('is a fixed scale and offset while frozen, and leaves its averages alone', () => {
    const testCase = fixture.cases[0]!
    const layer = build(testCase)
    layer.trainable = false
    const before = averages(layer)
    const [inputs, wanted] = [toTensor(testCase.steps[0]!.inputs), build(testCase)]
    const frozen = run(layer, inputs, true)
    const inference = run(wanted, inputs, false)
    expect(frozen.dataSync()).toEqual(inference.dataSync())
    expect(averages(layer)).toEqual(before)
    layer.trainable = true
    run(layer, inputs, true)
    expect(averages(layer)).not.toEqual(before)
  })

  it('lets gradients through while frozen', () => {
    const testCase = fixture.cases[0]!
    const layer = build(testCase)
    layer.trainable = false
    const inputs = variable(toTensor(testCase.steps[0]!.inputs))
    const { grads } = variableGrads(() => total(run(layer, inputs, true)), [inputs])
    const slope = layer.movingVariance
      .read()
      .dataSync()
      .map((variance) => 1 / Math.sqrt(variance + layer.epsilon))
    grads[inputs.name]!.dataSync().forEach((value, i) => {
      expect(value).toBeCloseTo(slope[i % 2]!, 5)
    })
  })

  it('leaves nothing but its outputs behind', () => {
    const testCase = fixture.cases[1]!
    const layer = build(testCase)
    const inputs = toTensor(testCase.steps[0]!.inputs)
    run(layer, inputs, true)
    expect(leakOf(() => dispose(run(layer, inputs, true)))).toBe(0)
    const step = () => {
      const { value, grads } = variableGrads(() => total(run(layer, inputs, true)), trainedWeights(layer))
      dispose([value, ...Object.values(grads)])
    }
    expect(leakOf(step)).toBe(0)
  })
})

describe('config', () => {
  beforeAll(() => use('cpu'))

  it('is the one of the layer of tfjs', () => {
    const config = {
      name: 'normalize',
      axis: 1,
      momentum: 0.7,
      epsilon: 0.01,
      center: false,
      trainable: false,
    }
    expect(batchNormalization(config).getConfig()).toEqual(layers.batchNormalization(config).getConfig())
    expect(batchNormalization().getClassName()).toBe(layers.batchNormalization().getClassName())
  })

  it('takes initializers by name, as saved and as objects, and regularizers and constraints', () => {
    const layer = batchNormalization({
      betaInitializer: 'glorotUniform',
      gammaInitializer: { className: 'Constant', config: { value: 3 } } as never,
      betaRegularizer: 'l1l2',
      gammaConstraint: 'nonNeg',
    })
    run(layer, zeros([2, 3]), false)
    expect(Array.from(layer.gamma!.read().dataSync())).toEqual([3, 3, 3])
    expect(layer.losses).toHaveLength(1)
    const copy = batchNormalization(layer.getConfig() as never)
    expect(copy.getConfig()).toEqual(layer.getConfig())
    layer.gamma!.write(tensor1d([-1, 0, 1]))
    expect(Array.from(layer.gamma!.read().dataSync())).toEqual([0, 0, 1])
  })

  it('refuses unknown initializers and inputs without a known number of channels', () => {
    expect(() => batchNormalization({ betaInitializer: 'zeroes' })).toThrow(InvalidArgumentError)
    expect(() => batchNormalization({ betaInitializer: 'zeroes' })).toThrow(/betaInitializer .* 'zeroes'/)
    const layer = batchNormalization()
    run(layer, zeros([2, 3]), false)
    expect(() => run(layer, zeros([2, 1]), false)).toThrow(/expected axis -?\d+ of input shape/)
    expect(() => batchNormalization({ axis: 4 }).apply(tensor2d([[1]]))).toThrow(/axis 4 has a known size/)
  })
})

function averages(layer: BatchNormalization): Vector[] {
  return [layer.movingMean, layer.movingVariance].map((weight) => ({
    shape: weight.shape as number[],
    data: Array.from(weight.read().dataSync()),
  }))
}
