import '@tensorflow/tfjs-backend-cpu'
import { setBackend } from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { type InceptionV3Options, inceptionV3 } from '../src/index'
import { fixtureJson } from './fixtures'

beforeAll(() => setBackend('cpu'))

interface GoldenLayer {
  readonly name: string
  readonly class: string
  readonly outputShape: (number | null)[]
  readonly params: number
  readonly [argument: string]: unknown
}

/** The layer table of a model in the form that the goldens have. */
function table(built: LayersModel): GoldenLayer[] {
  return built.layers.map((layer) => {
    const config = layer.getConfig() as Record<string, unknown>
    return {
      name: layer.name,
      class: layer.getClassName(),
      outputShape: layer.outputShape as (number | null)[],
      params: layer.countParams(),
      ...argumentsOf(layer.getClassName(), config),
    }
  })
}

const compared: Record<string, Record<string, string>> = {
  Conv2D: {
    filters: 'filters',
    kernel_size: 'kernelSize',
    strides: 'strides',
    padding: 'padding',
    use_bias: 'useBias',
    activation: 'activation',
  },
  BatchNormalization: {
    momentum: 'momentum',
    epsilon: 'epsilon',
    center: 'center',
    scale: 'scale',
    axis: 'axis',
  },
  Activation: { activation: 'activation' },
  MaxPooling2D: { strides: 'strides', padding: 'padding', pool_size: 'poolSize' },
  AveragePooling2D: { strides: 'strides', padding: 'padding', pool_size: 'poolSize' },
  Concatenate: { axis: 'axis' },
  Dense: { use_bias: 'useBias', activation: 'activation', units: 'units' },
}

function argumentsOf(className: string, config: Record<string, unknown>): Record<string, unknown> {
  const names = Object.entries(compared[className] ?? {})
  return Object.fromEntries(names.map(([keras, tfjs]) => [keras, config[tfjs]]))
}

describe('the layers of Keras, in the order of Keras', { timeout: 120_000 }, () => {
  it.each<[string, InceptionV3Options, number]>([
    ['inception-v3-notop-75.json', { includeTop: false, inputShape: [75, 75, 3] }, 311],
    ['inception-v3-notop-150.json', { includeTop: false, inputShape: [150, 150, 3] }, 311],
    ['inception-v3-notop-299.json', { includeTop: false, inputShape: [299, 299, 3] }, 311],
    ['inception-v3-top-299.json', {}, 313],
  ])('%s', async (name, options, count) => {
    const golden = fixtureJson<{ layers: GoldenLayer[]; params: number }>(name)
    const built = await inceptionV3({ ...options, weights: null })
    expect(table(built)).toEqual(golden.layers)
    expect(built.layers).toHaveLength(count)
    expect(built.countParams()).toBe(golden.params)
    built.dispose()
  })
})
