import '@tensorflow/tfjs-backend-cpu'
import { layers } from '@tensorflow/tfjs-layers'
import { afterEach, describe, expect, it } from 'vitest'
import { buildModel, chain } from '../test-support/models'
import { SpareThread } from './spare-thread'
import type { TrunkThread } from './trunk-thread'
import { trunkToOnnx } from './trunk-to-onnx'

const threads: TrunkThread[] = []
const started = (thread: TrunkThread) => {
  threads.push(thread)
  return thread
}
afterEach(() => Promise.all(threads.splice(0).map((thread) => thread.end())))

async function session() {
  const body = chain(layers.conv2d({ filters: 2, kernelSize: 3, trainable: false }), layers.flatten({}))
  const head = layers.dense({ units: 1, activation: 'sigmoid' })
  const model = buildModel([5, 5, 3], (x) => head.apply(body(x)) as ReturnType<typeof body>)
  return { ...(await trunkToOnnx(model)), threads: 1, picturesAtOnce: undefined }
}

const images = { data: new Float32Array(75), shape: [1, 5, 5, 3] }

describe('a spare thread', () => {
  it('serves one trunk after the other, each session closed before the next', async () => {
    const spare = new SpareThread()
    const thread = started(spare.take())
    await thread.open(await session())
    await spare.giveBack(thread)
    await expect(thread.run(images)).rejects.toThrow('no session is open')
    const again = spare.take()
    expect(again).toBe(thread)
    await again.open(await session())
    expect((await again.run(images))[0].shape).toEqual([1, 18])
  })

  it('is one: a second trunk has a thread of its own, which ends with it', async () => {
    const spare = new SpareThread()
    const [one, other] = [started(spare.take()), started(spare.take())]
    expect(other).not.toBe(one)
    for (const thread of [one, other]) await thread.open(await session())
    await spare.giveBack(one)
    await spare.giveBack(other)
    expect([one.hasEnded, other.hasEnded]).toEqual([false, true])
    expect(spare.take()).toBe(one)
  })

  it('is not taken once it has ended', async () => {
    const spare = new SpareThread()
    const thread = started(spare.take())
    await thread.open(await session())
    await spare.giveBack(thread)
    await thread.end()
    expect(started(spare.take())).not.toBe(thread)
    await spare.giveBack(thread)
    expect(started(spare.take())).not.toBe(thread)
  })
})
