import '@tensorflow/tfjs-backend-cpu'
import { layers } from '@tensorflow/tfjs-layers'
import { afterEach, describe, expect, it } from 'vitest'
import { buildModel, chain } from '../test-support/models'
import { SpareThreads } from './spare-threads'
import type { TrunkThreads } from './trunk-threads'
import { trunkToOnnx } from './trunk-to-onnx'

const taken: TrunkThreads[] = []
const started = (threads: TrunkThreads) => {
  taken.push(threads)
  return threads
}
afterEach(() => Promise.all(taken.splice(0).map((threads) => threads.end())))

async function session() {
  const body = chain(layers.conv2d({ filters: 2, kernelSize: 3, trainable: false }), layers.flatten({}))
  const head = layers.dense({ units: 1, activation: 'sigmoid' })
  const model = buildModel([5, 5, 3], (x) => head.apply(body(x)) as ReturnType<typeof body>)
  return { ...(await trunkToOnnx(model)), threads: 1, picturesAtOnce: undefined }
}

const images = { data: new Float32Array(75), shape: [1, 5, 5, 3] }

describe('spare threads', () => {
  it('serve one trunk after the other, each session closed before the next', async () => {
    const spare = new SpareThreads(2)
    const threads = started(spare.take())
    await threads.open(await session())
    await spare.giveBack(threads)
    await expect(threads.run(images)).rejects.toThrow('no session is open')
    const again = spare.take()
    expect(again).toBe(threads)
    await again.open(await session())
    expect((await again.run(images))[0].shape).toEqual([1, 18])
  })

  it('are those of one trunk: a second has threads of its own, which end with it', async () => {
    const spare = new SpareThreads(2)
    const [one, other] = [started(spare.take()), started(spare.take())]
    expect(other).not.toBe(one)
    for (const each of [one, other]) await each.open(await session())
    await spare.giveBack(one)
    await spare.giveBack(other)
    expect([one.hasEnded, other.hasEnded]).toEqual([false, true])
    expect(spare.take()).toBe(one)
  })

  it('are not taken once they have ended', async () => {
    const spare = new SpareThreads(2)
    const threads = started(spare.take())
    await threads.open(await session())
    await spare.giveBack(threads)
    await threads.end()
    expect(started(spare.take())).not.toBe(threads)
    await spare.giveBack(threads)
    expect(started(spare.take())).not.toBe(threads)
  })
})
