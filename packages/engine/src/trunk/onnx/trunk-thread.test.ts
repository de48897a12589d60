import { RandomState } from '@graft-ml/core'
import { layers } from '@tensorflow/tfjs-layers'
import '@tensorflow/tfjs-backend-cpu'
import { describe, expect, it } from 'vitest'
import { traceModel } from '../../graph/trace'
import { planTrunk } from '../../plan/plan-trunk'
import type { PlanResult } from '../../plan/trunk-plan'
import { shareThreads } from '../../threads/share-threads'
import { buildModel, chain, uniform } from '../test-support/models'
import { onnxTrunk } from './onnx-trunk'
import { planToOnnx } from './plan-to-onnx'
import { TrunkThread } from './trunk-thread'
import { trunkToOnnx } from './trunk-to-onnx'
import type { TrunkSession } from './worker-messages'

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
    const trunk = await onnxTrunk(await plan(), { shares: await shareThreads(1) })
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
    const trunk = await onnxTrunk(await plan(), { shares: await shareThreads(1) })
    let turns = 0
    const timer = setInterval(() => turns++, 0)
    await trunk.run(images(1, 2000))
    clearInterval(timer)
    expect(turns).toBeGreaterThan(0)
    await trunk.dispose()
  })

  it('moves images that nobody reads any more, and hands their memory back', async () => {
    const trunk = await onnxTrunk(await plan(), { shares: await shareThreads(1) })
    const [kept, moved, part] = [images(1), images(1), images(1)]
    const back: Float32Array[] = []
    const recycle = (memory: Float32Array) => back.push(memory)
    const [expected] = await trunk.run(kept)
    expect(await trunk.run(moved, recycle)).toEqual([expected])
    expect(moved.data.buffer.byteLength).toBe(0)
    expect(back).toEqual([kept.data])
    // Memory that holds more than the images is not theirs to be moved.
    const within = {
      data: new Float32Array(2 * part.data.length).fill(1).subarray(0, part.data.length),
      shape: part.shape,
    }
    expect(await trunk.run(within, recycle)).toEqual([expected])
    expect(within.data).toEqual(part.data)
    expect(back).toHaveLength(1)
    await trunk.dispose()
  })

  it('hands the memory of a batch back that onnxruntime refuses', async () => {
    const thread = await open({ ...(await trunkToOnnx(modelOf())), threads: 1, picturesAtOnce: undefined })
    const back: Float32Array[] = []
    const refused = thread.run({ data: new Float32Array(3), shape: [1, 1, 1, 3] }, (memory) =>
      back.push(memory),
    )
    await expect(refused).rejects.toThrow(/images/)
    expect(back).toEqual([new Float32Array(3)])
    await thread.end()
  })

  it('names what onnxruntime has against a model', async () => {
    const thread = new TrunkThread()
    const session = { bytes: Uint8Array.of(1, 2, 3), input: 'images', outputs: [], threads: 1 }
    await expect(thread.open({ ...session, picturesAtOnce: undefined })).rejects.toMatchObject({
      code: 'TRUNK_UNAVAILABLE',
      message: expect.stringMatching(/^onnxruntime-node refused the trunk: ./),
    })
    await thread.end()
  })

  it('fails a batch that onnxruntime refuses, and goes on', async () => {
    const model = await trunkToOnnx(modelOf())
    expect(model.outputs).toHaveLength(1)
    const thread = await open({ ...model, threads: 1, picturesAtOnce: undefined })
    await expect(thread.run({ data: new Float32Array(3), shape: [1, 1, 1, 3] })).rejects.toThrow(/images/)
    const [features] = await thread.run(images(1))
    expect(features.shape).toEqual([2, 144])
    await thread.end()
  })

  it('computes a batch in parts, to the same numbers', async () => {
    const batch = { data: uniform(new RandomState(5), 7 * 192, -1, 1), shape: [7, 8, 8, 3] }
    const gave = []
    for (const picturesAtOnce of [undefined, 3, 1]) {
      const thread = await open({ ...planToOnnx(await plan()), threads: 1, picturesAtOnce })
      gave.push(await thread.run(batch))
      await thread.end()
    }
    expect(gave[0][0].shape).toEqual([7, 144])
    expect(gave[1]).toEqual(gave[0])
    expect(gave[2]).toEqual(gave[0])
  })

  it('opens one session after the other, and none is left between them', async () => {
    const thread = await open({ ...planToOnnx(await plan()), threads: 1, picturesAtOnce: undefined })
    const [first] = await thread.run(images(1))
    await thread.close()
    await expect(thread.run(images(1))).rejects.toThrow('no session is open')
    await thread.open({ ...planToOnnx(await plan()), threads: 1, picturesAtOnce: undefined })
    expect((await thread.run(images(1)))[0].shape).toEqual(first.shape)
    await thread.end()
  })

  it('says that it has ended', async () => {
    const thread = await open({ ...planToOnnx(await plan()), threads: 1, picturesAtOnce: undefined })
    expect(thread.hasEnded).toBe(false)
    await thread.end()
    expect(thread.hasEnded).toBe(true)
    await expect(thread.run(images(1))).rejects.toMatchObject({
      code: 'TRUNK_UNAVAILABLE',
      message: expect.stringContaining("The trunk's thread has ended"),
    })
  })
})

async function open(session: TrunkSession): Promise<TrunkThread> {
  const thread = new TrunkThread()
  await thread.open(session)
  return thread
}
