import '@tensorflow/tfjs-backend-cpu'
import { createHash } from 'node:crypto'
import { createReadStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type LoadedWeights, saveWeights, weightsToBytes } from '@graft-ml/keras'
import { memory, setBackend } from '@tensorflow/tfjs-core'
import { type LayersModel, layers, sequential } from '@tensorflow/tfjs-layers'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { inceptionV3, modelCard } from '../src/index'
import { trainedWeights, withoutTrainedWeights } from './fixtures'

let folder: string
let server: Server
let address: string
beforeAll(async () => {
  await setBackend('cpu')
  folder = mkdtempSync(join(tmpdir(), 'graft-zoo-'))
  server = createServer((_, response) => createReadStream(trainedWeights).pipe(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.close()
  rmSync(folder, { recursive: true })
})
afterEach(() => expect(memory().numTensors).toBe(0))

/** What a layer's arrays hold, short enough to compare. */
function hashesOf(model: LayersModel, layer: string): string[] {
  return model.getLayer(layer).weights.map((weight) => {
    const values = weight.read().dataSync()
    return createHash('sha256').update(values).digest('hex')
  })
}

const small = { includeTop: false, inputShape: [75, 75, 3] } as const

describe('weights in the published layout', { timeout: 120_000 }, () => {
  it('come back as they were saved', async () => {
    const saved = await inceptionV3({ ...small, weights: null, seed: 1 })
    const weights = join(folder, 'saved.h5')
    await saveWeights(saved, weights)
    const loaded = await inceptionV3({ ...small, weights })
    for (const name of ['conv2d_1', 'conv2d_94', 'batch_normalization_94']) {
      expect(hashesOf(loaded, name)).toEqual(hashesOf(saved, name))
    }
    saved.dispose()
    loaded.dispose()
  })

  it('of another network are refused, and nothing stays behind', async () => {
    const other = sequential({ layers: [layers.dense({ units: 2, inputShape: [3] })] })
    const weights = await weightsToBytes(other)
    other.dispose()
    await expect(inceptionV3({ ...small, weights })).rejects.toMatchObject({
      code: 'LAYER_COUNT_MISMATCH',
      expected: 188,
      received: 1,
    })
  })

  it('that fit in part load in part when asked', async () => {
    const grey = await inceptionV3({ ...small, inputShape: [75, 75, 1], weights: null, seed: 1 })
    const weights = join(folder, 'grey.h5')
    await saveWeights(grey, weights)
    grey.dispose()
    await expect(inceptionV3({ ...small, weights })).rejects.toMatchObject({
      code: 'WEIGHT_SHAPE_MISMATCH',
      layer: 'conv2d_1',
      expected: [3, 3, 3, 32],
      received: [3, 3, 1, 32],
    })
    let report: LoadedWeights | undefined
    const model = await inceptionV3({
      ...small,
      weights,
      skipMismatch: true,
      seed: 2,
      onLoaded: (loaded) => {
        report = loaded
      },
    })
    expect(report?.loaded).toBe(375)
    expect(report?.skipped.map(({ layer }) => layer)).toEqual(['conv2d_1'])
    // What the file does not give is drawn, not zero.
    expect(
      model.layers[1]!.weights[0]!.read()
        .dataSync()
        .some((value) => value !== 0),
    ).toBe(true)
    model.dispose()
  })

  it('are fetched from a url once', async ({ skip }) => {
    skip(...withoutTrainedWeights())
    const weights = `${address}/weights.h5`
    const online = await inceptionV3({ ...small, weights, folder })
    const offline = await inceptionV3({ ...small, weights, folder, offline: true })
    expect(hashesOf(offline, 'conv2d_94')).toEqual(hashesOf(online, 'conv2d_94'))
    online.dispose()
    offline.dispose()
  })

  it('reads bytes without changing them', async ({ skip }) => {
    skip(...withoutTrainedWeights())
    const bytes = readFileSync(trainedWeights)
    const copy = Buffer.from(bytes)
    const model = await inceptionV3({ ...small, weights: bytes })
    expect(bytes.equals(copy)).toBe(true)
    model.dispose()
  })
})

describe("'imagenet'", () => {
  it('asks for the published file and refuses one with another checksum', async () => {
    const asked: string[] = []
    const fetch: typeof globalThis.fetch = async (url) => {
      asked.push(String(url))
      return new Response('not the weights')
    }
    for (const [includeTop, { url, hash }] of [
      [true, modelCard.weights.top],
      [false, modelCard.weights.noTop],
    ] as const) {
      await expect(inceptionV3({ includeTop, folder, fetch })).rejects.toMatchObject({
        code: 'CHECKSUM_MISMATCH',
        expected: hash,
      })
      expect(asked).toContain(url)
    }
  })

  it('passes on that the host does not have it, and that it may not ask', async () => {
    const fetch = async () => new Response('', { status: 404 })
    await expect(inceptionV3({ folder, fetch })).rejects.toMatchObject({ code: 'HTTP_STATUS', status: 404 })
    await expect(inceptionV3({ folder, offline: true })).rejects.toMatchObject({ code: 'OFFLINE' })
  })
})
