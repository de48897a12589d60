import { RandomState } from '@graft-ml/core'
import { batchNormalization, dense, sgd } from '@graft-ml/keras'
import { add, backend, fill, memory, tidy } from '@tensorflow/tfjs-core'
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

// The first step makes the optimiser's slots; memory that is given back is used again from the third on.
const [STEPS, STEADY] = [6, 3]

async function train(engine: Engine) {
  const before = await whatIsHeld()
  const built = model()
  const { trunk, step, dispose } = await engine.prepareTraining(built, {
    loss: 'binaryCrossentropy',
    optimizer: sgd({ learningRate: 0.1, momentum: 0.9 }),
  })
  const losses: number[] = []
  const held: Held[] = []
  for (let count = 0; count < STEPS; count++) {
    losses.push((await step.run(await trunk.run(images), labels)).loss)
    held.push(await whatIsHeld())
  }
  const weights = await step.snapshot()
  await dispose()
  built.dispose()
  return { losses, weights, before, held, after: await whatIsHeld() }
}

type Held = Awaited<ReturnType<typeof whatIsHeld>>

/** What tfjs keeps, and the GPU for it. */
async function whatIsHeld() {
  // A read sends what waits to the GPU; only then is the memory of disposed tensors given back.
  const sum = tidy(() => add(fill([2000], 1), 1))
  await sum.data()
  sum.dispose()
  const { numTensors, numBytes, ...onGpu } = memory()
  const { numBytesInGPU, numBytesAllocatedInGPU: allocated } = onGpu as Record<string, unknown>
  return { inUse: { numTensors, numBytes, data: backend().numDataIds(), numBytesInGPU }, allocated }
}

describe.skipIf(missing)('the engine webgpu', () => {
  it('trains as the CPU does, and leaves nothing behind', { timeout: 120_000 }, async () => {
    const [expected, got] = [await onEngine('onnx'), await onEngine('webgpu')]
    for (const [at, loss] of expected.losses.entries()) expect(got.losses[at]).toBeCloseTo(loss, 4)
    for (const [place, weights] of expected.weights.entries()) {
      const difference = Math.max(...weights.map((value, at) => Math.abs(value - got.weights[place][at])))
      expect(difference).toBeLessThan(1e-4)
    }
    const [first, ...others] = got.held.slice(-STEADY)
    for (const held of others) expect(held).toEqual(first)
    expect(first.inUse.numBytesInGPU).toBeGreaterThan(0)
    // What tfjs has allocated it keeps to use again.
    expect(got.after.inUse).toEqual(got.before.inUse)
  })
})

async function onEngine(name: EngineName) {
  return train(await createEngine({ engine: name }))
}
