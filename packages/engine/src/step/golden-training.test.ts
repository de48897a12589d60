import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { NdArray } from '@graft-ml/core'
import { dense, type OptimizerConfig, rmsprop, sgd } from '@graft-ml/keras'
import { inceptionV3 } from '@graft-ml/zoo'
import { type Tensor, tensor } from '@tensorflow/tfjs-core'
import { type LayersModel, layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { describe, expect, it } from 'vitest'
import { createEngine } from '../create-engine'
import type { EngineName } from '../engines/engine-names'

const shared = resolve(import.meta.dirname, '../../../../../shared')
const weights = resolve(shared, 'weights/inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5')
const goldens = resolve(shared, 'goldens')
const missing = [weights, goldens].some((path) => !existsSync(path))
const title = missing ? 'six steps as in Keras (skipped: no reference files)' : 'six steps as in Keras'

function readGolden({ file, shape }: { file: string; shape: number[] }): NdArray {
  const { buffer, byteOffset, byteLength } = readFileSync(resolve(goldens, file))
  return { data: new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength)), shape }
}

/** The initial values of the reference: a sine over the row-major index. */
function wave(shape: number[], [scale, phase]: [number, number]): Tensor {
  const length = shape.reduce((product, size) => product * size, 1)
  return tensor(
    Float32Array.from({ length }, (_, index) => Math.sin(index * 12.9898 + phase) * scale),
    shape,
  )
}

function withHead(base: LayersModel, init: Record<string, [number, number]>): LayersModel {
  const pooled = layers.globalAveragePooling2d({}).apply(base.getLayer('mixed7').output)
  const hidden = dense({ units: 8, activation: 'relu', name: 'hidden' })
  const score = dense({ units: 1, activation: 'sigmoid', name: 'score' })
  const outputs = score.apply(hidden.apply(pooled)) as SymbolicTensor
  hidden.setWeights([wave([768, 8], init['dense/kernel']), wave([8], init['dense/bias'])])
  score.setWeights([wave([8, 1], init['dense_1/kernel']), wave([1], init['dense_1/bias'])])
  return modelOf({ inputs: base.inputs, outputs })
}

function freezeUpTo(base: LayersModel, last: string): void {
  const end = base.layers.findIndex((layer) => layer.name === last)
  for (const [index, layer] of base.layers.entries()) layer.trainable = index > end
}

function largestDifference(ours: ArrayLike<number>, theirs: readonly number[] | Float32Array): number {
  return Math.max(...Array.from(theirs, (value, index) => Math.abs(value - ours[index])))
}

describe.skipIf(missing)(title, () => {
  it.each<[EngineName, string, string, OptimizerConfig]>([
    ['onnx', 'feature-extraction/rmsprop', 'mixed10', rmsprop({ learningRate: 1e-4 })],
    ['onnx', 'fine-tune-after-mixed6/sgd-momentum', 'mixed6', sgd({ learningRate: 1e-3, momentum: 0.9 })],
    ['wasm', 'fine-tune-after-mixed6/sgd-momentum', 'mixed6', sgd({ learningRate: 1e-3, momentum: 0.9 })],
  ])('%s: %s', { timeout: 120_000 }, async (engineName, name, frozenUpTo, optimizer) => {
    const engine = await createEngine({ engine: engineName })
    const { training } = JSON.parse(readFileSync(resolve(goldens, 'index.json'), 'utf8'))
    const run = training.runs.find((candidate: { name: string }) => candidate.name === name)
    const base = await inceptionV3({ includeTop: false, weights, inputShape: [150, 150, 3] })
    freezeUpTo(base, frozenUpTo)
    const model = withHead(base, training.head.init)
    const { trunk, step, dispose } = await engine.prepareTraining(model, {
      loss: 'binaryCrossentropy',
      optimizer,
    })
    const labels = { data: Float32Array.from(training.y), shape: [20, 1] }
    const features = await trunk.run(readGolden(training.x))

    expect((await step.evaluate(features, labels)).loss).toBeCloseTo(run.evalBefore, 5)
    const losses = []
    for (const _ of run.steps) losses.push((await step.run(features, labels)).loss)
    expect(
      largestDifference(
        losses,
        run.steps.map(([loss]: [number]) => loss),
      ),
    ).toBeLessThan(1e-5)
    expect((await step.evaluate(features, labels)).loss).toBeCloseTo(run.evalAfter[0], 5)
    await step.sync()
    const [kernel] = model.getLayer('hidden').getWeights()
    expect(largestDifference(kernel.dataSync(), readGolden(run.h1Kernel).data)).toBeLessThan(1e-6)
    for (const [layer, expected] of Object.entries<Record<string, number[]>>(run.liveBatchNorm ?? {})) {
      const [beta, mean, variance] = base.getLayer(layer).weights.map((weight) => weight.read().dataSync())
      expect(largestDifference(beta, expected.beta)).toBeLessThan(1e-5)
      expect(largestDifference(mean, expected.movingMean)).toBeLessThan(1e-5)
      expect(largestDifference(variance, expected.movingVariance)).toBeLessThan(1e-5)
    }
    await dispose()
    model.dispose()
  })
})
