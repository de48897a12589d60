import { RandomState } from '@graft-ml/core'
import {
  adam,
  batchNormalization,
  dense,
  dropout,
  type LossName,
  type OptimizerConfig,
  rmsprop,
  sgd,
} from '@graft-ml/keras'
import { memory, setBackend } from '@tensorflow/tfjs-core'
import { type LayersModel, layers, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { loadWasm } from '../../backend/loaders'
import { splitForTraining } from '../../graph/split'
import { traceModel } from '../../graph/trace'
import { apply, applyAll, buildModel, chain, uniform } from '../../trunk/test-support/models'
import { TfjsStep } from '../tfjs-step'
import type { TrainingStep } from '../training-step'
import { createOnnxStep, OnnxStep } from './onnx-step'

interface Case {
  readonly build: () => LayersModel
  readonly loss?: LossName
  readonly optimizer?: OptimizerConfig
  /** Of the outputs; labels are made to go with them. */
  readonly units?: number
}

const image = (body: (x: SymbolicTensor) => SymbolicTensor, shape: number[] = [7, 6, 3]): LayersModel =>
  buildModel(shape, (x) => {
    const pooled = apply(layers.flatten({}), body(x))
    return apply(dense({ units: 1, activation: 'sigmoid', seed: 3 }), pooled)
  })
const rows = (...steps: layers.Layer[]): LayersModel => buildModel([5], chain(...steps))
const sigmoid = () => dense({ units: 1, activation: 'sigmoid', seed: 2 })
const through = (...steps: layers.Layer[]) => image((x) => applyAll(x, ...steps))

const CASES: Record<string, Case> = {
  'one unit': { build: () => rows(sigmoid()) },
  'a hidden layer with dropout': {
    build: () =>
      rows(dense({ units: 6, activation: 'relu', seed: 1 }), dropout({ rate: 0.4, seed: 5 }), sigmoid()),
  },
  'tanh and clipped relu': {
    build: () =>
      rows(
        dense({ units: 6, activation: 'tanh' }),
        dense({ units: 5 }),
        layers.reLU({ maxValue: 0.3 }),
        sigmoid(),
      ),
  },
  'an activation at the end': {
    build: () => rows(dense({ units: 1 }), layers.activation({ activation: 'sigmoid' })),
  },
  'several sigmoids': { build: () => rows(dense({ units: 3, activation: 'sigmoid' })), units: 3 },
  'a softmax': {
    build: () => rows(dense({ units: 4, activation: 'softmax' })),
    loss: 'categoricalCrossentropy',
    units: 4,
  },
  'classes by number': {
    build: () => rows(dense({ units: 4, activation: 'softmax' })),
    loss: 'sparseCategoricalCrossentropy',
    units: 4,
  },
  'a softmax inside': {
    build: () => rows(dense({ units: 4, activation: 'softmax' }), sigmoid()),
  },
  'mean squared error': {
    build: () => rows(dense({ units: 2, activation: 'sigmoid' })),
    loss: 'meanSquaredError',
    units: 2,
  },
  'a kernel whose gradient stays in factors': {
    build: () =>
      buildModel(
        [1030],
        chain(
          dense({ units: 1030, activation: 'relu', seed: 4 }),
          dropout({ rate: 0.2, seed: 1 }),
          sigmoid(),
        ),
      ),
    optimizer: rmsprop({ learningRate: 1e-3 }),
  },
  'a pointwise convolution': {
    build: () => through(layers.conv2d({ filters: 4, kernelSize: 1, activation: 'relu' })),
  },
  'a convolution, padded': {
    build: () => through(layers.conv2d({ filters: 4, kernelSize: [1, 3], padding: 'same' })),
  },
  'two convolutions': {
    build: () =>
      through(
        layers.conv2d({ filters: 4, kernelSize: 3, padding: 'same', useBias: false }),
        layers.conv2d({ filters: 3, kernelSize: [3, 2], strides: 2, padding: 'same' }),
      ),
  },
  'strides without padding': {
    build: () =>
      through(
        layers.conv2d({ filters: 4, kernelSize: 3 }),
        layers.conv2d({ filters: 3, kernelSize: 2, strides: [2, 1] }),
      ),
  },
  'average pooling, padded': {
    build: () =>
      through(
        layers.conv2d({ filters: 4, kernelSize: 1 }),
        layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' }),
      ),
  },
  'max pooling': {
    build: () =>
      through(
        layers.conv2d({ filters: 4, kernelSize: 1 }),
        layers.maxPooling2d({ poolSize: 3, strides: 2 }),
        layers.conv2d({ filters: 4, kernelSize: 1, activation: 'relu' }),
        layers.maxPooling2d({ poolSize: 2, strides: 1, padding: 'same' }),
      ),
  },
  'global average pooling': {
    build: () =>
      buildModel(
        [6, 5, 3],
        chain(layers.conv2d({ filters: 4, kernelSize: 3 }), layers.globalAveragePooling2d({}), sigmoid()),
      ),
  },
  'live BatchNormalization': {
    build: () => through(layers.conv2d({ filters: 4, kernelSize: 3 }), batchNormalization({ momentum: 0.8 })),
  },
  'BatchNormalization without scale': {
    build: () => through(layers.conv2d({ filters: 5, kernelSize: 3 }), batchNormalization({ scale: false })),
  },
  'frozen BatchNormalization above a live layer': {
    build: () =>
      through(layers.conv2d({ filters: 4, kernelSize: 3 }), batchNormalization({ trainable: false })),
  },
  'BatchNormalization of rows': { build: () => rows(dense({ units: 4 }), batchNormalization(), sigmoid()) },
  branches: {
    build: () =>
      image((x) => {
        const stem = apply(layers.conv2d({ filters: 4, kernelSize: 1, activation: 'relu' }), x)
        const normalized = applyAll(
          stem,
          layers.conv2d({ filters: 3, kernelSize: 1 }),
          batchNormalization({ scale: false }),
        )
        const branches = [
          normalized,
          applyAll(stem, layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' })),
          stem,
        ]
        return apply(layers.concatenate(), branches)
      }),
  },
  'a shortcut': {
    build: () =>
      image((x) => {
        const stem = apply(layers.conv2d({ filters: 3, kernelSize: 1 }), x)
        return apply(layers.add(), [
          stem,
          apply(layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same' }), stem),
        ])
      }),
  },
  adam: { build: () => rows(dense({ units: 3 }), sigmoid()), optimizer: adam({ learningRate: 0.01 }) },
  rmsprop: { build: () => rows(dense({ units: 3 }), sigmoid()), optimizer: rmsprop({ learningRate: 0.01 }) },
  'sgd without momentum': {
    build: () => rows(dense({ units: 3 }), sigmoid()),
    optimizer: sgd({ learningRate: 0.1 }),
  },
}

const BATCH = 5

/** Four batches with labels that go with the loss. */
function batches({ loss = 'binaryCrossentropy', units = 1 }: Case, shape: readonly number[]) {
  const random = new RandomState(11)
  return Array.from({ length: 4 }, () => {
    const size = shape.reduce((product, length) => product * length, BATCH)
    const features = [{ data: uniform(random, size, -1, 1), shape: [BATCH, ...shape] }]
    const drawn = Array.from({ length: BATCH }, () => random.randint(0, Math.max(units, 2)))
    if (loss === 'sparseCategoricalCrossentropy') {
      return { features, labels: { data: Float32Array.from(drawn), shape: [BATCH, 1] } }
    }
    const data = new Float32Array(BATCH * units)
    for (const [row, label] of drawn.entries()) {
      if (units === 1) data[row] = label
      else data[row * units + label] = 1
    }
    return { features, labels: { data, shape: [BATCH, units] } }
  })
}

async function compile(
  model: LayersModel,
  { loss = 'binaryCrossentropy', optimizer = momentum }: Partial<Case> = {},
) {
  const { head } = splitForTraining(traceModel(model))
  const step = await createOnnxStep({ head, loss, optimizer, threads: 1 })
  if (!(step instanceof OnnxStep)) throw new Error(step.reasons.join(' '))
  return step
}

const momentum = sgd({ learningRate: 0.05, momentum: 0.9 })

/** Losses, outputs and, at the end, all weights and an evaluation. */
async function train(step: TrainingStep, fed: ReturnType<typeof batches>) {
  const losses: number[] = []
  const outputs: Float32Array[] = []
  for (const { features, labels } of fed) {
    const result = await step.run(features, labels)
    losses.push(result.loss)
    outputs.push(result.outputs.data.slice())
  }
  const after = await step.evaluate(fed[0].features, fed[0].labels)
  return { losses, outputs, weights: await step.snapshot(), after: after.loss }
}

/** Within a tolerance relative to 1 or to the value, whichever is larger. */
function expectClose(ours: ArrayLike<number>, theirs: ArrayLike<number>, tolerance: number): void {
  expect(ours.length).toBe(theirs.length)
  const errors = Array.from(theirs, (value, at) => Math.abs(ours[at] - value) / Math.max(1, Math.abs(value)))
  // A NaN is no error that is small.
  expect(errors.filter((error) => !(error < tolerance))).toEqual([])
}

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
    const { loss = 'binaryCrossentropy', optimizer = momentum } = one
    const [ours, theirs] = [one.build(), one.build()]
    theirs.setWeights(ours.getWeights())
    const shape = ours.inputs[0].shape.slice(1) as number[]
    const fed = batches(one, shape)
    const { head } = splitForTraining(traceModel(theirs))
    const reference = new TfjsStep({ head, backend: 'wasm', loss, optimizer })
    const expected = await train(reference, fed)
    const step = await compile(ours, one)
    const got = await train(step, fed)
    expectClose(got.losses, expected.losses, 2e-6)
    for (const [place, outputs] of expected.outputs.entries()) expectClose(got.outputs[place], outputs, 1e-5)
    for (const [place, weights] of expected.weights.entries()) expectClose(got.weights[place], weights, 2e-5)
    expectClose([got.after], [expected.after], 1e-5)
    step.dispose()
    reference.dispose()
    for (const model of [ours, theirs]) model.dispose()
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
    const result = await createOnnxStep({ head, loss: 'binaryCrossentropy', optimizer })
    expect(result).not.toBeInstanceOf(OnnxStep)
    expect((result as { reasons: string[] }).reasons.join(' ')).toMatch(reason)
    model.dispose()
  })
})
