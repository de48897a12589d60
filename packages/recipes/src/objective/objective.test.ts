import { createEngine } from '@graft-ml/engine'
import { dense, type LossName, sgd } from '@graft-ml/keras'
import { tensor } from '@tensorflow/tfjs-core'
import {
  input,
  type LayersModel,
  layers,
  model as modelOf,
  type SymbolicTensor,
} from '@tensorflow/tfjs-layers'
import { describe, expect, it } from 'vitest'
import { fineTune } from '../fit/fine-tune'
import type { FitOptions } from '../fit/options'
import { balancedClassWeights } from './balanced-class-weights'
import { Objective } from './objective'
import { resolveObjective } from './options'

const SAMPLES = [
  [1, -2],
  [0.5, 3],
  [-1, 0.25],
  [2, 1],
]

/** One dense layer on two numbers, with weights that are always the same. */
function denseOnly(units: number): LayersModel {
  const image = input({ shape: [1, 1, 2] })
  const rows = layers.flatten().apply(image)
  const activation = units === 1 ? 'sigmoid' : 'softmax'
  const outputs = dense({ units, activation }).apply(rows) as SymbolicTensor
  const model = modelOf({ inputs: image, outputs })
  const kernel = Array.from({ length: 2 * units }, (_, at) => at / 4 - 0.25)
  model.setWeights([tensor(kernel, [2, units]), tensor(new Float32Array(units))])
  return model
}

/** The samples in batches of two, as pictures of one pixel with two channels. */
function source(labels: readonly (readonly number[])[]) {
  return {
    batchesPerEpoch: 2,
    async *[Symbol.asyncIterator]() {
      for (const at of [0, 2]) {
        const [rows, truth] = [SAMPLES.slice(at, at + 2), labels.slice(at, at + 2)]
        yield {
          images: { data: Float32Array.from(rows.flat()), shape: [2, 1, 1, 2] },
          labels: { data: Float32Array.from(truth.flat()), shape: [2, labels[0].length] },
        }
      }
    },
  }
}

async function train(labels: readonly (readonly number[])[], loss: LossName, options: Partial<FitOptions>) {
  const engine = await createEngine({ engine: 'cpu' })
  const model = denseOnly(loss === 'binaryCrossentropy' ? 1 : 3)
  const [train, validation] = [source(labels), source(labels)]
  const optimizer = sgd({ learningRate: 0.5 })
  const { history } = await fineTune(model, {
    engine,
    train,
    validation,
    epochs: 1,
    loss,
    optimizer,
    ...options,
  })
  const weights = model.getWeights().map((weight) => [...weight.dataSync()])
  model.dispose()
  return { history, weights }
}

function expectClose(ours: readonly number[], keras: readonly number[]): void {
  expect(ours).toHaveLength(keras.length)
  for (const [at, value] of keras.entries()) expect(ours[at]).toBeCloseTo(value, 5)
}

// Keras 3: model.fit(..., class_weight=...) with losses of label_smoothing, two batches of two in their order.
describe('class weights and label smoothing give what Keras gives', () => {
  it('with one unit', async () => {
    const { history, weights } = await train([[1], [0], [1], [0]], 'binaryCrossentropy', {
      ...{ classWeights: [1, 3], labelSmoothing: 0.2 },
    })
    expectClose([history.loss[0], history.val_loss[0]], [1.417013168334961, 0.38108891248703003])
    expectClose([history.acc[0], history.val_acc[0]], [0.5, 1])
    expectClose(weights[0], [-0.3822292983531952, -0.9558168053627014])
    expectClose(weights[1], [0.49889788031578064])
  })

  it('with three classes', async () => {
    const labels = [0, 2, 1, 2].map((label) => [0, 1, 2].map((at) => Number(at === label)))
    const { history, weights } = await train(labels, 'categoricalCrossentropy', {
      ...{ classWeights: [0.5, 2, 1], labelSmoothing: 0.1 },
    })
    expectClose([history.loss[0], history.val_loss[0]], [0.9354891180992126, 0.4714590609073639])
    expectClose([history.acc[0], history.val_acc[0]], [0.75, 1])
    const [kernel, bias] = weights
    expectClose(kernel, [
      ...[-0.06054465472698212, -0.4442073106765747, 0.5047519207000732],
      ...[0.25242704153060913, 0.6942516565322876, 1.303321361541748],
    ])
    expectClose(bias, [-0.14627805352210999, 0.18068552017211914, -0.034407421946525574])
  })

  it('with classes by number as with one column for each', async () => {
    const weighted = { classWeights: [0.5, 2, 1] }
    const columns = [0, 2, 1, 2].map((label) => [0, 1, 2].map((at) => Number(at === label)))
    const one = await train(columns, 'categoricalCrossentropy', weighted)
    const other = await train([[0], [2], [1], [2]], 'sparseCategoricalCrossentropy', weighted)
    for (const [place, values] of one.weights.entries()) expectClose(other.weights[place], values)
    expectClose(other.history.loss, one.history.loss)
  })
})

describe('class weights', () => {
  it('count a sample that is of two classes in parts', () => {
    const objective = new Objective(resolveObjective('binaryCrossentropy', { classWeights: [1, 3] }))
    const labels = { data: Float32Array.of(0, 0.25, 1), shape: [3, 1] }
    expect([...objective.lesson(labels).sampleWeights!]).toEqual([1, 1.5, 3])
  })

  it.each([
    ['binaryCrossentropy', [1], [1, 2, 3], 'each of the 2 classes'],
    ['categoricalCrossentropy', [0, 1, 0], [1, 2], 'each of the 3 classes'],
    ['sparseCategoricalCrossentropy', [2], [1, 2], 'each of the 3 classes'],
  ] as const)('of %s are as many as there are classes', (loss, label, classWeights, message) => {
    const objective = new Objective(resolveObjective(loss, { classWeights }))
    const labels = { data: Float32Array.from(label), shape: [1, label.length] }
    expect(() => objective.lesson(labels)).toThrow(message)
  })

  it('are found from counts so that classes weigh the same', () => {
    const weights = balancedClassWeights([300, 100])
    expectClose(weights, [2 / 3, 2])
    expect(300 * weights[0] + 100 * weights[1]).toBeCloseTo(400)
    expect(() => balancedClassWeights([3, 0])).toThrow('a number above 0 for each class')
  })
})

it('lets metrics count the larger share of a mixture', () => {
  const objective = new Objective(resolveObjective('binaryCrossentropy', {}))
  const labels = { data: Float32Array.of(0, 0.25, 0.75, 1), shape: [4, 1] }
  const { target, truth } = objective.lesson(labels)
  expect([...truth.data]).toEqual([0, 0, 1, 1])
  expect([...target.data]).toEqual([0, 0.25, 0.75, 1])
})

it.each([
  [{ labelSmoothing: 1 }, 'binaryCrossentropy', /from 0 to less than 1/],
  [{ labelSmoothing: 0.1 }, 'sparseCategoricalCrossentropy', /categorical/],
  [{ classWeights: [1, -1] }, 'binaryCrossentropy', /0 or above/],
] as const)('refuses %j with %s', (options, loss, message) => {
  expect(() => resolveObjective(loss, options)).toThrow(message)
})
