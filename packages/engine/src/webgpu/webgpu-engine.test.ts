import { RandomState } from '@graft-ml/core'
import { batchNormalization, dense, sgd } from '@graft-ml/keras'
import { memory } from '@tensorflow/tfjs-core'
import { type LayersModel, layers } from '@tensorflow/tfjs-layers'
import { afterAll, describe, expect, it } from 'vitest'
import { createEngine } from '../create-engine'
import type { Engine } from '../engine'
import type { EngineName } from '../engines/engine-names'
import { apply, applyAll, buildModel, uniform } from '../trunk/test-support/models'
import { openWebgpuBackend, releaseWebgpuBackend } from './webgpu-backend'

// Any adapter will do here, a software renderer too.
const missing = await openWebgpuBackend({ acceptSoftware: true }).then(
  () => undefined,
  (error: Error) => error.message,
)
if (missing) console.log(`skipped: ${missing}`)

afterAll(releaseWebgpuBackend)

const random = new RandomState(3)
const images = { data: uniform(random, 4 * 9 * 9 * 3, 0, 1), shape: [4, 9, 9, 3] }
const labels = { data: Float32Array.of(1, 0, 0, 1), shape: [4, 1] }

/** Frozen convolution, then everything that Inception's blocks train with. */
function model(): LayersModel {
  return buildModel([9, 9, 3], (x) => {
    const stem = apply(layers.conv2d({ filters: 4, kernelSize: 3, activation: 'relu', trainable: false }), x)
    const branches = [
      applyAll(
        stem,
        layers.conv2d({ filters: 3, kernelSize: [1, 3], padding: 'same', useBias: false }),
        batchNormalization({ scale: false }),
        layers.activation({ activation: 'relu' }),
        layers.averagePooling2d({ poolSize: 3, strides: 1, padding: 'same' }),
      ),
      applyAll(
        stem,
        layers.conv2d({ filters: 2, kernelSize: 1 }),
        layers.maxPooling2d({ poolSize: 3, strides: 1, padding: 'same' }),
      ),
    ]
    const joined = apply(layers.concatenate(), branches)
    return applyAll(joined, layers.flatten(), dense({ units: 1, activation: 'sigmoid', seed: 1 }))
  })
}

async function train(engine: Engine) {
  const built = model()
  const { trunk, step, dispose } = await engine.prepareTraining(built, {
    loss: 'binaryCrossentropy',
    optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
  })
  const losses: number[] = []
  const tensors: number[] = []
  for (let count = 0; count < 4; count++) {
    losses.push((await step.run(await trunk.run(images), labels)).loss)
    tensors.push(memory().numTensors)
  }
  const weights = await step.snapshot()
  await dispose()
  built.dispose()
  return { losses, tensors, weights }
}

describe.skipIf(missing)('the engine webgpu', () => {
  it('trains as the CPU does, and leaves nothing behind', { timeout: 60_000 }, async () => {
    const [expected, got] = [await onEngine('onnx'), await onEngine('webgpu')]
    for (const [at, loss] of expected.losses.entries()) expect(got.losses[at]).toBeCloseTo(loss, 4)
    for (const [place, weights] of expected.weights.entries()) {
      const difference = Math.max(...weights.map((value, at) => Math.abs(value - got.weights[place][at])))
      expect(difference).toBeLessThan(1e-4)
    }
    expect(new Set(got.tensors.slice(1)).size).toBe(1)
  })
})

async function onEngine(name: EngineName) {
  return train(await createEngine({ engine: name }))
}
