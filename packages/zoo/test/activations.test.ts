import '@tensorflow/tfjs-backend-wasm'
import { memory, setBackend, type Tensor, tensor } from '@tensorflow/tfjs-core'
import { type LayersModel, model } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { inceptionV3 } from '../src/index'
import {
  fixtureFloats,
  fixtureJson,
  goldenFloats,
  goldenJson,
  trainedWeights,
  withoutTrainedWeights,
} from './fixtures'
import { makeUpWeights, noise } from './made-up-weights'

beforeAll(async () => {
  await setBackend('wasm')
})

const mixed = Array.from({ length: 11 }, (_, index) => `mixed${index}`)

interface Summary {
  readonly shape: number[]
  readonly mean: number
  readonly std: number
}

/** What comes out of mixed0 to mixed10. */
async function activations(
  trunk: LayersModel,
  images: Tensor,
): Promise<Map<string, { shape: number[]; data: Float32Array }>> {
  const taps = model({
    inputs: trunk.inputs,
    outputs: mixed.map((name) => trunk.getLayer(name).output as never),
  })
  const outputs = taps.predict(images) as Tensor[]
  const found = new Map<string, { shape: number[]; data: Float32Array }>()
  for (const [index, output] of outputs.entries()) {
    found.set(mixed[index]!, { shape: output.shape, data: await output.data<'float32'>() })
    output.dispose()
  }
  return found
}

function summary({ shape, data }: { shape: number[]; data: Float32Array }): Summary {
  const mean = data.reduce((sum, value) => sum + value, 0) / data.length
  const variance = data.reduce((sum, value) => sum + (value - mean) ** 2, 0) / data.length
  return { shape, mean, std: Math.sqrt(variance) }
}

function largestDifference(left: Float32Array, right: Float32Array): number {
  expect(left).toHaveLength(right.length)
  return left.reduce((largest, value, index) => Math.max(largest, Math.abs(value - right[index]!)), 0)
}

describe('what Keras computes', { timeout: 120_000 }, () => {
  it('with made-up weights at 75x75, in every mixed layer', async () => {
    const golden = fixtureJson<Record<string, Summary & { first: number[] }>>('activations.json')
    const trunk = await inceptionV3({ includeTop: false, inputShape: [75, 75, 3], weights: null })
    makeUpWeights(trunk)
    const images = tensor(noise(75 * 75 * 3, 0, 2), [1, 75, 75, 3])
    const found = await activations(trunk, images)
    for (const name of mixed) {
      const { first, ...expected } = golden[name]!
      const { shape, mean, std } = summary(found.get(name)!)
      expect(shape, name).toEqual(expected.shape)
      expect(mean, name).toBeCloseTo(expected.mean, 4)
      expect(std, name).toBeCloseTo(expected.std, 4)
      expect(
        largestDifference(found.get(name)!.data.subarray(0, 8), Float32Array.from(first)),
        name,
      ).toBeLessThan(1e-4)
    }
    expect(largestDifference(found.get('mixed10')!.data, fixtureFloats('mixed10.bin'))).toBeLessThan(1e-4)
    trunk.dispose()
    images.dispose()
    expect(memory().numTensors).toBe(0)
  })

  it('with trained weights from the published layout at 150x150', async ({ skip }) => {
    skip(...withoutTrainedWeights())
    const { network } = goldenJson<{
      network: { layers: Record<string, Summary & { l2: number; channelMeans: number[] }> }
    }>('index.json')
    const trunk = await inceptionV3({ includeTop: false, inputShape: [150, 150, 3], weights: trainedWeights })
    expect(memory().numTensors).toBe(376)
    const images = tensor(goldenFloats('net-input.bin'), [2, 150, 150, 3])
    const found = await activations(trunk, images)
    for (const name of mixed) {
      const expected = network.layers[name]!
      const { data } = found.get(name)!
      const { shape, mean, std } = summary(found.get(name)!)
      expect(shape, name).toEqual(expected.shape)
      expect(mean, name).toBeCloseTo(expected.mean, 4)
      expect(std, name).toBeCloseTo(expected.std, 4)
      const l2 = Math.sqrt(data.reduce((sum, value) => sum + value * value, 0))
      expect(l2 / expected.l2, name).toBeCloseTo(1, 4)
      const means = channelMeans(data, shape.at(-1)!).slice(0, expected.channelMeans.length)
      expect(largestDifference(means, Float32Array.from(expected.channelMeans)), name).toBeLessThan(1e-4)
    }
    for (const name of ['mixed6', 'mixed7']) {
      expect(largestDifference(found.get(name)!.data, goldenFloats(`net-${name}.bin`)), name).toBeLessThan(
        1e-4,
      )
    }
    trunk.dispose()
    images.dispose()
    expect(memory().numTensors).toBe(0)
  })
})

function channelMeans(data: Float32Array, channels: number): Float32Array {
  const sums = new Float64Array(channels)
  data.forEach((value, index) => {
    sums[index % channels]! += value
  })
  return Float32Array.from(sums, (sum) => (sum * channels) / data.length)
}
