import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { type LayersModel, layers } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { traceModel } from '../graph/trace'
import { planTrunk } from '../plan/plan-trunk'
import type { TrunkPlan } from '../plan/trunk-plan'
import { shareThreads } from '../threads/share-threads'
import { layersTrunk } from './layers/layers-trunk'
import { onnxTrunk } from './onnx/onnx-trunk'
import { SUPPORTED } from './test-support/cases'
import { expectSame, imagesFor } from './test-support/compare'
import { buildModel, chain } from './test-support/models'
import { randomModel } from './test-support/random-model'
import { tfjsTrunk } from './tfjs/tfjs-trunk'
import type { Trunk } from './trunk'

async function planOf(model: LayersModel): Promise<TrunkPlan> {
  const result = await planTrunk(traceModel(model))
  if (!result.supported) throw new Error(result.reasons.join(' '))
  return result.plan
}

const RUNNERS: Record<string, (model: LayersModel) => Promise<Trunk>> = {
  onnx: async (model) => onnxTrunk(await planOf(model), { shares: await shareThreads(2) }),
  tfjs: async (model) => tfjsTrunk(await planOf(model)),
  layers: async (model) => layersTrunk(traceModel(model)),
}

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe.each(Object.entries(RUNNERS))('%s', (_, prepare) => {
  it.each(Object.entries(SUPPORTED))('%s', async (_, build) => {
    const model = build()
    const trunk = await prepare(model)
    for (const batch of [1, 3]) await expectSame(trunk, model, imagesFor(model, batch))
    await trunk.dispose()
    model.dispose()
  })

  it('same padding, every size, kernel and stride', async () => {
    for (const size of [5, 6, 7]) {
      for (const strides of [1, 2, 3]) {
        const model = buildModel([size, size + 1, 2], (x) =>
          [1, 2, 3, 4].flatMap((kernelSize) => [
            layers.conv2d({ filters: 2, kernelSize, strides, padding: 'same' }).apply(x) as typeof x,
            layers.averagePooling2d({ poolSize: kernelSize, strides, padding: 'same' }).apply(x) as typeof x,
          ]),
        )
        const trunk = await prepare(model)
        await expectSame(trunk, model, imagesFor(model, 2))
        await trunk.dispose()
      }
    }
  })

  it('models drawn at random', async () => {
    for (let seed = 0; seed < 15; seed++) {
      const model = randomModel(seed)
      const trunk = await prepare(model)
      await expectSame(trunk, model, imagesFor(model, 2))
      await trunk.dispose()
      model.dispose()
    }
  })

  it('images of several sizes, one after the other', async () => {
    const model = SUPPORTED['images of any size']()
    const trunk = await prepare(model)
    for (const size of [8, 9, 10, 11]) await expectSame(trunk, model, imagesFor(model, 2, size))
    await trunk.dispose()
  })

  it('leaves no tensors behind', async () => {
    const model = SUPPORTED['an Inception block']()
    const images = imagesFor(model, 2)
    const before = tf.memory().numTensors
    const trunk = await prepare(model)
    const prepared = tf.memory().numTensors
    await trunk.run(images)
    await trunk.run(images)
    expect(tf.memory().numTensors).toBe(prepared)
    await trunk.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })

  it('leaves no tensors behind after a failure', async () => {
    const model = buildModel([4, 4, 1], chain(layers.conv2d({ filters: 1, kernelSize: 2 }), layers.flatten()))
    const trunk = await prepare(model)
    const before = tf.memory().numTensors
    await expect(trunk.run({ data: new Float32Array(16), shape: [1, 4, 4] })).rejects.toThrow(
      'images must be [N, 4, 4, 1]. Received: [1,4,4].',
    )
    await expect(trunk.run({ data: new Float32Array(15), shape: [1, 4, 4, 1] })).rejects.toThrow(
      '16 numbers long',
    )
    expect(tf.memory().numTensors).toBe(before)
    await trunk.dispose()
  })

  it('is disposed once, lets runs end first, and refuses runs afterwards', async () => {
    const model = SUPPORTED['an Inception block']()
    const images = imagesFor(model, 1)
    const trunk = await prepare(model)
    const run = trunk.run(images)
    await Promise.all([trunk.dispose(), trunk.dispose()])
    expect((await run)[0].shape).toEqual([1, 9, 9, 12])
    await trunk.dispose()
    await expect(trunk.run(images)).rejects.toMatchObject({ code: 'DISPOSED' })
  })
})
