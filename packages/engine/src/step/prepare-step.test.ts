import { dense, sgd } from '@graft-ml/keras'
import { getBackend } from '@tensorflow/tfjs-core'
import { layers } from '@tensorflow/tfjs-layers'
import { describe, expect, it } from 'vitest'
import { createEngine } from '../create-engine'
import { buildModel, chain } from '../trunk/test-support/models'

const training = { loss: 'binaryCrossentropy', optimizer: sgd({ learningRate: 0.1 }) } as const
const labels = { data: Float32Array.of(1, 0), shape: [2, 1] }
const features = [{ data: Float32Array.of(1, 2, 3, -1, 0.5, 2), shape: [2, 3] }]

function model(...steps: layers.Layer[]) {
  return buildModel([3], chain(...steps, dense({ units: 1, activation: 'sigmoid' })))
}

describe('prepareTraining with the engine onnx', () => {
  it('compiles the step', async () => {
    const engine = await createEngine({ engine: 'onnx' })
    const { step, dispose } = await engine.prepareTraining(model(dense({ units: 2 })), training)
    expect([step.name, step.notes]).toEqual(['onnxruntime-node', []])
    await dispose()
  })

  it('runs what it cannot compile on wasm, and says why', async () => {
    const engine = await createEngine({ engine: 'onnx' })
    expect(getBackend()).toBe('cpu')
    const built = model(layers.gaussianNoise({ stddev: 0.1, name: 'noise' }))
    const { step, dispose } = await engine.prepareTraining(built, training)
    expect(step.name).toBe('tfjs (wasm)')
    expect(step.notes).toEqual(["Layer 'noise' (GaussianNoise) cannot be compiled."])
    expect((await step.run(features, labels)).loss).toBeGreaterThan(0)
    await dispose()
  })
})

it('keeps everything in tfjs with the portable engines', async () => {
  const engine = await createEngine({ engine: 'cpu' })
  const built = buildModel(
    [4, 4, 1],
    chain(
      layers.conv2d({ filters: 2, kernelSize: 3, trainable: false }),
      layers.flatten(),
      dense({ units: 1, activation: 'sigmoid' }),
    ),
  )
  const { trunk, step, dispose } = await engine.prepareTraining(built, training)
  expect([trunk.name, step.name]).toEqual(['tfjs (cpu)', 'tfjs (cpu)'])
  await dispose()
})
