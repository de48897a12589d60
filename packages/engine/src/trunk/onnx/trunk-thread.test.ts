import { layers } from '@tensorflow/tfjs-layers'
import '@tensorflow/tfjs-backend-cpu'
import { describe, expect, it } from 'vitest'
import { traceModel } from '../../graph/trace'
import { planTrunk } from '../../plan/plan-trunk'
import type { PlanResult } from '../../plan/trunk-plan'
import { buildModel, chain } from '../test-support/models'
import { onnxTrunk } from './onnx-trunk'
import { startTrunkThread } from './trunk-thread'
import { trunkToOnnx } from './trunk-to-onnx'

function modelOf() {
  const convolution = layers.conv2d({ filters: 4, kernelSize: 3, trainable: false })
  return buildModel([8, 8, 3], chain(convolution, layers.flatten(), layers.dense({ units: 2 })))
}

async function plan() {
  const model = buildModel([8, 8, 3], chain(layers.conv2d({ filters: 4, kernelSize: 3 }), layers.flatten()))
  const result: PlanResult = await planTrunk(traceModel(model))
  if (!result.supported) throw new Error(result.reasons.join())
  return result.plan
}

const images = (value: number, count = 2) => ({
  data: new Float32Array(count * 192).fill(value),
  shape: [count, 8, 8, 3],
})

describe('a trunk on a thread of its own', () => {
  it('answers several batches at once, each with its own features, and leaves the images alone', async () => {
    const trunk = await onnxTrunk(await plan())
    const given = [images(0), images(1, 3), images(0.5)]
    const answers = await Promise.all(given.map((batch) => trunk.run(batch)))
    expect(answers.map(([{ shape }]) => shape)).toEqual([
      [2, 144],
      [3, 144],
      [2, 144],
    ])
    // The convolution is linear: halfway between the images is halfway between the features.
    for (const [at, value] of answers[2][0].data.entries()) {
      expect(value).toBeCloseTo((answers[0][0].data[at] + answers[1][0].data[at]) / 2, 5)
    }
    expect(given[1].data).toEqual(images(1, 3).data)
    await trunk.dispose()
  })

  it('lets the calling thread work meanwhile', async () => {
    const trunk = await onnxTrunk(await plan())
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    await trunk.run(images(1, 2000))
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
    await trunk.dispose()
  })

  it('names what onnxruntime has against a model', async () => {
    const data = { bytes: Uint8Array.of(1, 2, 3), input: 'images', outputs: [], threads: undefined }
    await expect(startTrunkThread(data)).rejects.toMatchObject({
      code: 'TRUNK_UNAVAILABLE',
      message: expect.stringMatching(/^onnxruntime-node refused the trunk: ./),
    })
  })

  it('fails a batch that onnxruntime refuses, and goes on', async () => {
    const model = await trunkToOnnx(modelOf())
    expect(model.outputs).toHaveLength(1)
    const thread = await startTrunkThread({ ...model, threads: 1 })
    await expect(thread.run({ data: new Float32Array(3), shape: [1, 1, 1, 3] })).rejects.toThrow(/images/)
    const [features] = await thread.run(images(1))
    expect(features.shape).toEqual([2, 144])
    await thread.release()
  })
})
