import { adam, batchNormalization, dense, dropout, sgd } from '@graft-ml/keras'
import { memory, setBackend } from '@tensorflow/tfjs-core'
import { type LayersModel, layers } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadWasm } from '../../backend/loaders'
import { splitForTraining } from '../../graph/split'
import { traceModel } from '../../graph/trace'
import { buildModel, chain } from '../../trunk/test-support/models'
import { TfjsStep } from '../tfjs-step'
import { createOnnxStep, OnnxStep } from './onnx-step'
import { CASES, type Case, rows, sigmoid, through } from './test-cases'
import { batches, compile, expectSameTraining, momentum } from './test-training'

/** The memories that are made from now on, not held. */
function watchMemories() {
  const { Memory } = WebAssembly
  const memories: WeakRef<WebAssembly.Memory>[] = []
  WebAssembly.Memory = class extends Memory {
    constructor(descriptor: WebAssembly.MemoryDescriptor) {
      super(descriptor)
      memories.push(new WeakRef(this))
    }
  }
  const restore = () => {
    WebAssembly.Memory = Memory
  }
  return { memories, restore }
}

beforeAll(async () => {
  expect(await loadWasm()).toBeUndefined()
  await setBackend('wasm')
})

describe('the compiled step', () => {
  it.each(Object.entries(CASES))('trains %s as tfjs does', async (_, one) => {
    await expectSameTraining(one, 'wasm')
  })

  it('gives the gradient of a dilated convolution, which tfjs cannot', async () => {
    const build = () =>
      through(layers.conv2d({ filters: 2, kernelSize: 2, dilationRate: 2, name: 'dilated' }))
    const model = build()
    const [{ features, labels }] = batches({ build }, [7, 6, 3])
    const step = await compile(model, { optimizer: sgd({ learningRate: 1 }) })
    const before = await step.snapshot()
    const [kernel] = before
    const slope = async (place: number): Promise<number> => {
      const losses = []
      for (const change of [0.01, -0.01]) {
        const moved = before.map((weights) => weights.slice())
        moved[0][place] += change
        await step.restore(moved)
        losses.push((await step.evaluate(features, labels)).loss)
      }
      return (losses[0] - losses[1]) / 0.02
    }
    const slopes = []
    for (const place of [0, 5, 13, 23]) slopes.push([place, await slope(place)])
    await step.restore(before)
    await step.run(features, labels)
    const [after] = await step.snapshot()
    for (const [place, expected] of slopes) expect(kernel[place] - after[place]).toBeCloseTo(expected, 3)
    step.dispose()
    model.dispose()
  })
})

describe('a compiled step', () => {
  const one: Case = {
    build: () =>
      rows(dense({ units: 6, activation: 'relu', seed: 1 }), dropout({ rate: 0.5, seed: 2 }), sigmoid()),
    optimizer: adam({ learningRate: 0.01 }),
  }

  it('keeps its weights apart from the model until they are synced', async () => {
    const model = one.build()
    const step = await compile(model, one)
    const [{ features, labels }] = batches(one, [5])
    const [kernel] = model.getWeights()
    const before = kernel.dataSync().slice()
    const tensors = memory().numTensors
    await step.run(features, labels)
    expect(kernel.dataSync()).toEqual(before)
    await step.sync()
    expect(memory().numTensors).toBe(tensors)
    const [trained] = await step.snapshot()
    expect(model.getWeights()[0].dataSync()).toEqual(trained)
    expect(trained).not.toEqual(before)
    step.dispose()
    // A second call does nothing.
    step.dispose()
    model.dispose()
  })

  it('refuses to work once it has been disposed', async () => {
    const model = one.build()
    const step = await compile(model, one)
    const [{ features, labels }] = batches(one, [5])
    const snapshot = await step.snapshot()
    step.dispose()
    const disposed = { code: 'DISPOSED', message: expect.stringContaining('has been disposed') }
    for (const use of [
      () => step.run(features, labels),
      () => step.evaluate(features, labels),
      () => step.predict(features),
      () => step.keep(),
      () => step.snapshot(),
      () => step.restore(snapshot),
      () => step.state(),
      () => step.sync(),
    ]) {
      await expect(use()).rejects.toMatchObject(disposed)
    }
    model.dispose()
  })

  it('leaves no memory to a next one when both are large', async () => {
    const { memories, restore } = watchMemories()
    const wide = { build: () => buildModel([1030], chain(dense({ units: 4100, seed: 1 }), sigmoid())) }
    const model = wide.build()
    const [{ features, labels }] = batches(wide, [1030])
    const first = await compile(model, wide)
    await first.run(features, labels)
    expect(memories.map((memory) => memory.deref() === undefined)).toEqual([false])
    first.dispose()
    const second = await compile(model, wide)
    // The first step itself is still held, by this function.
    expect(first.weightNames).toEqual(second.weightNames)
    expect(memories.map((memory) => memory.deref() === undefined)).toEqual([true, false])
    second.dispose()
    model.dispose()
    restore()
  })

  it('goes on from a saved state, and from one of the tfjs step', async () => {
    const fed = batches(one, [5])
    const steps = await Promise.all(
      [one.build(), one.build(), one.build()].map((model) => compile(model, one)),
    )
    const { head } = splitForTraining(traceModel(one.build()))
    const portable = new TfjsStep({
      head,
      backend: 'wasm',
      loss: 'binaryCrossentropy',
      optimizer: one.optimizer,
    })
    await portable.restoreState(await steps[0].state())
    for (const { features, labels } of fed.slice(0, 2)) {
      await steps[0].run(features, labels)
      await portable.run(features, labels)
    }
    await steps[1].restoreState(structuredClone(await steps[0].state()))
    await steps[2].restoreState(await portable.state())
    const losses = await Promise.all(steps.map((step) => step.run(fed[2].features, fed[2].labels)))
    expect(losses[1].loss).toBe(losses[0].loss)
    expect(losses[2].loss).toBeCloseTo(losses[0].loss, 5)
    expect(await steps[1].snapshot()).toEqual(await steps[0].snapshot())
    for (const step of [...steps, portable]) step.dispose()
  })

  it('refuses the state of another optimiser or model', async () => {
    const model = one.build()
    const step = await compile(model, one)
    const state = await step.state()
    const other = await compile(model, { optimizer: sgd({ momentum: 0.9 }) })
    await expect(other.restoreState(state)).rejects.toMatchObject({ code: 'OPTIMIZER_STATE' })
    await expect(step.restoreState({ ...state, weights: state.weights.slice(1) })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
    })
    step.dispose()
    other.dispose()
    model.dispose()
  })

  it('changes nothing where the loss is not finite', async () => {
    const build = () => through(layers.conv2d({ filters: 2, kernelSize: 1 }), batchNormalization())
    const model = build()
    const step = await compile(model)
    const [{ features, labels }] = batches({ build }, [7, 6, 3])
    const before = await step.snapshot()
    const spoilt = [{ ...features[0], data: features[0].data.slice().fill(Number.NaN) }]
    expect((await step.run(spoilt, labels)).loss).toBeNaN()
    expect(await step.snapshot()).toEqual(before)
    step.dispose()
    model.dispose()
  })

  it('takes batches of any size', async () => {
    const wide = { build: () => buildModel([1030], chain(dense({ units: 1024, seed: 1 }), sigmoid())) }
    const model = wide.build()
    const step = await compile(model, wide)
    const [{ features, labels }] = batches(wide, [1030])
    const part = (count: number) => ({
      features: [{ data: features[0].data.slice(0, count * 1030), shape: [count, 1030] }],
      labels: { data: labels.data.slice(0, count), shape: [count, 1] },
    })
    for (const count of [2, 5, 1]) {
      const batch = part(count)
      const { outputs } = await step.run(batch.features, batch.labels)
      expect(outputs.shape).toEqual([count, 1])
    }
    step.dispose()
    model.dispose()
  })

  it('refuses labels that do not go with the outputs, and runs nothing', async () => {
    const model = one.build()
    const step = await compile(model, one)
    const [{ features }] = batches(one, [5])
    const before = await step.snapshot()
    const labels = { data: new Float32Array(10), shape: [5, 2] }
    await expect(step.run(features, labels)).rejects.toMatchObject({ code: 'LABEL_SHAPE' })
    expect(await step.snapshot()).toEqual(before)
    step.dispose()
    model.dispose()
  })

  it.each<[string, () => LayersModel, Partial<Case>, RegExp]>([
    [
      'a layer that has no rule',
      () => rows(layers.gaussianNoise({ stddev: 1 }), sigmoid()),
      {},
      /GaussianNoise\) cannot be compiled/,
    ],
    [
      "tfjs's own dropout",
      () => rows(layers.dropout({ rate: 0.5 }), sigmoid()),
      {},
      /use dropout of @graft-ml\/keras/,
    ],
    [
      'a regularizer',
      () => rows(layers.dense({ units: 1, activation: 'sigmoid', kernelRegularizer: 'l1l2' })),
      {},
      /has a regularizer/,
    ],
    ['another end than the loss goes with', () => rows(dense({ units: 1 })), {}, /does not end in a sigmoid/],
    [
      'an optimiser that is not fused',
      () => rows(sigmoid()),
      { optimizer: sgd({ clipNorm: 1 }) },
      /'sgd' with these options is not fused/,
    ],
  ])('says what stands against %s', async (_, build, { optimizer = momentum }, reason) => {
    const model = build()
    const { head } = splitForTraining(traceModel(model))
    const result = await createOnnxStep({
      ...{ head, loss: 'binaryCrossentropy', optimizer },
      threads: { training: 1, inference: 1 },
    })
    expect(result).not.toBeInstanceOf(OnnxStep)
    expect((result as { reasons: string[] }).reasons.join(' ')).toMatch(reason)
    model.dispose()
  })
})
