import '@tensorflow/tfjs-backend-cpu'
import { dense, sgd } from '@graft-ml/keras'
import { memory, setBackend, tensor, tidy } from '@tensorflow/tfjs-core'
import { constraints, type LayersModel } from '@tensorflow/tfjs-layers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { loadWasm } from '../../backend/loaders'
import { splitForTraining } from '../../graph/split'
import { traceModel } from '../../graph/trace'
import { buildModel, chain } from '../../trunk/test-support/models'
import { createOnnxStep, OnnxStep } from './onnx-step'

const features = [{ data: Float32Array.of(1, -2, 3, 4, 0.5, -6), shape: [2, 3] }]
const labels = { data: Float32Array.of(1, 0), shape: [2, 1] }

const build = (options: Partial<Parameters<typeof dense>[0]> = {}) =>
  buildModel([3], chain(dense({ units: 1, activation: 'sigmoid', ...options })))

async function compile(model: LayersModel): Promise<OnnxStep> {
  const { head } = splitForTraining(traceModel(model))
  const optimizer = sgd({ learningRate: 0.1 })
  const step = await createOnnxStep({
    head,
    loss: 'binaryCrossentropy',
    optimizer,
    threads: { training: 1, inference: 1 },
  })
  if (!(step instanceof OnnxStep)) throw new Error(step.reasons.join(' '))
  return step
}

/** The very arrays that the model's weights lie in on the cpu backend. */
const arraysOf = (model: LayersModel) => model.getWeights().map((weight) => weight.dataSync())
const copiesOf = (model: LayersModel) => arraysOf(model).map((array) => array.slice())

describe('on the cpu backend', () => {
  let model: LayersModel
  let step: OnnxStep
  beforeEach(async () => {
    await setBackend('cpu')
    model = build()
    step = await compile(model)
  })
  afterEach(() => {
    step.dispose()
    model.dispose()
    expect(memory().numTensors).toBe(0)
  })

  it('keeps what the model held, until it is told to keep more', async () => {
    const before = copiesOf(model)
    expect(step.kept).toEqual(before)
    await step.run(features, labels)
    expect(step.kept).toEqual(before)
    expect(await step.keep()).toBe(true)
    expect(step.kept).toEqual(await step.snapshot())
    expect(step.kept).not.toEqual(before)
  })

  it('writes over the same arrays, those of the model', async () => {
    const { kept } = step
    expect(arraysOf(model)[0]).toBe(kept![0])
    for (let epoch = 0; epoch < 3; epoch++) {
      await step.run(features, labels)
      await step.keep()
      expect(step.kept).toBe(kept)
      expect(arraysOf(model)[0]).toBe(kept![0])
    }
    await step.sync()
    expect(arraysOf(model)[0]).toBe(kept![0])
    expect(copiesOf(model)).toEqual(await step.snapshot())
  })

  it('leaves alone the arrays that the model was made of', async () => {
    const given = [Float32Array.of(1, 2, 3), Float32Array.of(4)]
    tidy(() => model.setWeights([tensor(given[0], [3, 1]), tensor(given[1], [1])]))
    const other = await compile(model)
    await other.run(features, labels)
    await other.keep()
    await other.sync()
    expect(given).toEqual([Float32Array.of(1, 2, 3), Float32Array.of(4)])
    expect(arraysOf(model)[0]).not.toEqual(given[0])
    other.dispose()
  })

  it('never changes what somebody has read after sync', async () => {
    await step.run(features, labels)
    await step.keep()
    await step.sync()
    const seen = arraysOf(model)
    const values = copiesOf(model)
    await step.run(features, labels)
    await step.keep()
    await step.run(features, labels)
    await step.sync()
    expect(seen).toEqual(values)
    expect(copiesOf(model)).toEqual(await step.snapshot())
    expect(copiesOf(model)).not.toEqual(values)
  })

  it('goes back to what was kept after a sync in between', async () => {
    const before = copiesOf(model)
    await step.run(features, labels)
    await step.sync()
    expect(copiesOf(model)).toEqual(await step.snapshot())
    expect(step.kept).toEqual(before)
    await step.restore(step.kept!)
    await step.sync()
    expect(copiesOf(model)).toEqual(before)
  })

  it('does not keep what is not finite', async () => {
    const { kept } = step
    const before = kept!.map((array) => array.slice())
    for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      await step.restore([before[0].slice().fill(bad, 1, 2), before[1]])
      expect(await step.keep()).toBe(false)
      expect(step.kept).toBe(kept)
      expect(step.kept).toEqual(before)
    }
  })

  it('writes what the model was given meanwhile over again', async () => {
    tidy(() => model.setWeights([tensor([9, 9, 9], [3, 1]), tensor([9])]))
    await step.sync()
    expect(copiesOf(model)).toEqual(await step.snapshot())
  })
})

it('puts weights through their constraint, which makes other arrays of them', async () => {
  await setBackend('cpu')
  const model = build({ kernelConstraint: constraints.nonNeg(), useBias: false })
  const kernel = arraysOf(model)[0]
  const step = await compile(model)
  expect(arraysOf(model)[0]).toBe(kernel)
  await step.restore([Float32Array.of(-1, 2, -3)])
  await step.keep()
  await step.sync()
  expect(copiesOf(model)).toEqual([Float32Array.of(0, 2, 0)])
  expect(step.kept).toEqual([Float32Array.of(-1, 2, -3)])
  step.dispose()
  model.dispose()
})

it('keeps copies apart from a model in another backend', async () => {
  expect(await loadWasm()).toBeUndefined()
  const model = build()
  const before = copiesOf(model)
  const step = await compile(model)
  await step.run(features, labels)
  await step.keep()
  expect(copiesOf(model)).toEqual(before)
  await step.sync()
  expect(copiesOf(model)).toEqual(step.kept)
  step.dispose()
  model.dispose()
  await setBackend('cpu')
})
