import '@tensorflow/tfjs-backend-cpu'
import { weightsToBytes } from '@graft-ml/keras'
import { memory, setBackend } from '@tensorflow/tfjs-core'
import { layers, sequential } from '@tensorflow/tfjs-layers'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { decodePredictions, inceptionV3, modelCard } from '../src/index'

// What tells a browser apart here is that it has none of Node's modules.
const { getBuiltinModule } = process
beforeEach(async () => {
  await setBackend('cpu')
  process.getBuiltinModule = undefined as never
})
afterEach(() => {
  process.getBuiltinModule = getBuiltinModule
})

describe('where there are no files', () => {
  it('reads what fetch brings', async () => {
    const other = sequential({ layers: [layers.dense({ units: 2, inputShape: [3] })] })
    const bytes = await weightsToBytes(other)
    other.dispose()
    const asked: unknown[] = []
    const fetch: typeof globalThis.fetch = async (url) => {
      asked.push(url)
      return new Response(bytes.slice())
    }
    await expect(inceptionV3({ includeTop: false, fetch })).rejects.toMatchObject({
      code: 'LAYER_COUNT_MISMATCH',
      received: 1,
    })
    await expect(inceptionV3({ weights: 'https://example.org/w.h5', fetch })).rejects.toThrow('Layer count')
    expect(asked).toEqual([modelCard.weights.noTop.url, 'https://example.org/w.h5'])
    expect(memory().numTensors).toBe(0)
  })

  it('says what the host says', async () => {
    const fetch = async () => new Response('', { status: 404, statusText: 'Not Found' })
    await expect(inceptionV3({ fetch })).rejects.toMatchObject({
      code: 'DOWNLOAD_FAILED',
      message: expect.stringContaining('404 Not Found'),
    })
  })

  it('asks for bytes when given a path', async () => {
    await expect(inceptionV3({ weights: 'weights.h5' })).rejects.toThrow('there are no paths in a browser')
  })

  it('names classes', async () => {
    const names = Object.fromEntries(
      Array.from({ length: 1000 }, (_, index) => [index, [`n${index}`, 'name']]),
    )
    const fetch = async () => new Response(JSON.stringify(names))
    const scores = { data: new Float32Array(1000).fill(0.5, 42, 43), shape: [1, 1000] }
    const [best] = await decodePredictions(scores, { fetch })
    expect(best![0]).toEqual({ index: 42, id: 'n42', name: 'name', score: 0.5 })
  })
})
