import { InvalidArgumentError } from '@graft-ml/core'
import { dispose, fill, mean, ones, type Scalar, variable, variableGrads, zeros } from '@tensorflow/tfjs-core'
import { beforeAll, describe, expect, it } from 'vitest'
import fixture from '../../reference/fixtures/losses.json'
import { backends, expectClose, leakOf, toTensor, use } from '../../test/backends'
import { getLoss, type LossName, lossNames } from './get-loss'
import { LabelShapeError } from './label-shape-error'

const camelCase = (name: string) =>
  name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase()) as LossName

describe.each(backends)('on %s', (backend) => {
  beforeAll(() => use(backend))

  it.each(fixture.cases.map((testCase, index) => ({ index, ...testCase })))(
    'equals Keras: $loss from $from, case $index',
    (testCase) => {
      const loss = getLoss(camelCase(testCase.loss))
      const compute = testCase.from === 'logits' ? loss.fromLogits! : loss.fromOutputs
      const [labels, values] = [toTensor(testCase.labels), variable(toTensor(testCase.values))]
      const perSample = compute(labels, values)
      expectClose(perSample, testCase.perSample, 1e-6)
      const { value, grads } = variableGrads(() => mean(compute(labels, values)) as Scalar, [values])
      expectClose(grads[values.name]!, testCase.gradientOfMean, 2e-6)
      dispose([labels, values, perSample, value, grads[values.name]!])
    },
  )

  it.each(lossNames)('leaves nothing but the losses behind: %s', (name) => {
    const loss = getLoss(name)
    const outputs = fill([3, 2], 0.5)
    const labels = name === 'sparseCategoricalCrossentropy' ? zeros([3, 1]) : zeros([3, 2])
    for (const compute of [loss.fromOutputs, loss.fromLogits]) {
      if (compute) expect(leakOf(() => compute(labels, outputs).dispose())).toBe(0)
    }
  })
})

describe('labels of the wrong shape', () => {
  beforeAll(() => use('cpu'))

  it.each(['binaryCrossentropy', 'categoricalCrossentropy', 'meanSquaredError'] as const)(
    'are refused, never broadcast: %s',
    (name) => {
      const { fromOutputs, fromLogits } = getLoss(name)
      for (const compute of [fromOutputs, fromLogits]) {
        if (!compute) continue
        expect(() => compute(zeros([4]), ones([4, 1]))).toThrow(LabelShapeError)
        expect(() => compute(zeros([4, 1]), ones([4, 2]))).toThrow(LabelShapeError)
        expect(() => compute(zeros([1, 2]), ones([4, 2]))).toThrow(LabelShapeError)
        expect(() => compute(zeros([4]), ones([4]))).toThrow(LabelShapeError)
      }
    },
  )

  it('are named with the shapes that would do', () => {
    const { fromOutputs } = getLoss('binaryCrossentropy')
    expect(() => fromOutputs(zeros([4]), ones([4, 1]))).toThrow(
      'binaryCrossentropy wants labels of shape [4, 1] for outputs of shape [4, 1]. Received: [4].',
    )
  })

  it('may be [N] or [N, 1] for class numbers, nothing else', () => {
    const { fromOutputs } = getLoss('sparseCategoricalCrossentropy')
    const outputs = ones([4, 3])
    expect(fromOutputs(zeros([4]), outputs).dataSync()).toEqual(
      fromOutputs(zeros([4, 1]), outputs).dataSync(),
    )
    expect(() => fromOutputs(zeros([4, 3]), outputs)).toThrow(LabelShapeError)
    expect(() => fromOutputs(zeros([3, 1]), outputs)).toThrow(LabelShapeError)
  })
})

it('lists the losses when the name is unknown', () => {
  const unknown = () => getLoss('hinge' as LossName)
  expect(unknown).toThrow(InvalidArgumentError)
  expect(unknown).toThrow(/'binaryCrossentropy', 'categoricalCrossentropy'.*Received: 'hinge'/)
})
