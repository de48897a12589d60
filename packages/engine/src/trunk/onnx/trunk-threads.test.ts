import { RandomState } from '@graft-ml/core'
import { layers } from '@tensorflow/tfjs-layers'
import '@tensorflow/tfjs-backend-cpu'
import { afterEach, describe, expect, it } from 'vitest'
import { buildModel, chain, uniform } from '../test-support/models'
import { TrunkThreads } from './trunk-threads'
import { trunkToOnnx } from './trunk-to-onnx'

const opened: TrunkThreads[] = []
afterEach(() => Promise.all(opened.splice(0).map((threads) => threads.end())))

async function model() {
  const body = chain(layers.conv2d({ filters: 4, kernelSize: 3, trainable: false }), layers.flatten())
  const head = layers.dense({ units: 2 })
  return await trunkToOnnx(buildModel([8, 8, 3], (x) => head.apply(body(x)) as ReturnType<typeof body>))
}

async function open(count: number, session: Awaited<ReturnType<typeof model>>): Promise<TrunkThreads> {
  const threads = new TrunkThreads(count)
  opened.push(threads)
  await threads.open({ ...session, bytes: session.bytes.slice(), threads: 1, picturesAtOnce: 3 })
  return threads
}

const batch = (rows: number) => ({
  data: uniform(new RandomState(5), rows * 192, -1, 1),
  shape: [rows, 8, 8, 3],
})

describe('threads of a trunk', () => {
  it('divide a batch, to the same numbers in the same order', async () => {
    const session = await model()
    const one = await open(1, session)
    const three = await open(3, session)
    for (const rows of [1, 2, 3, 7, 20]) {
      const [expected] = await one.run(batch(rows))
      expect(expected.shape).toEqual([rows, 144])
      expect(await three.run(batch(rows))).toEqual([expected])
    }
  })

  it('leave images alone, and hand their memory on where nobody reads them any more', async () => {
    const threads = await open(2, await model())
    const images = batch(4)
    const back: Float32Array[] = []
    const features = threads.run(images, (memory) => back.push(memory))
    // Copied already: another batch may be written into them while this one is computed.
    expect(back).toEqual([images.data])
    images.data.fill(0)
    expect(await features).toEqual(await threads.run(batch(4)))
  })

  it('fail a batch of which one part is refused, and go on', async () => {
    const threads = await open(2, await model())
    const wrong = { data: new Float32Array(6), shape: [2, 1, 1, 3] }
    await expect(threads.run(wrong)).rejects.toThrow(/images/)
    expect((await threads.run(batch(4)))[0].shape).toEqual([4, 144])
  })

  it('have ended when one of them has', async () => {
    const threads = await open(2, await model())
    expect(threads.hasEnded).toBe(false)
    await threads.end()
    expect(threads.hasEnded).toBe(true)
    await expect(threads.run(batch(4))).rejects.toMatchObject({ code: 'TRUNK_UNAVAILABLE' })
  })
})
