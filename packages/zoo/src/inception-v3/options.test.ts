import { PythonRandom } from '@graft-ml/core'
import '@tensorflow/tfjs-backend-cpu'
import { memory, setBackend } from '@tensorflow/tfjs-core'
import { input, layers, model, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { inceptionV3 } from './inception-v3'
import { modelCard } from './model-card'
import type { InceptionV3Options } from './options'

beforeAll(() => setBackend('cpu'))
afterEach(() => expect(memory().numTensors).toBe(0))

const wrong = (options: object) => inceptionV3(options as InceptionV3Options)

describe('options that do not go together', () => {
  it.each<[string, string, object, string]>([
    ['weights that are nothing', 'weights', { weights: 3 }, "'imagenet', null"],
    ['no weights, empty', 'weights', { weights: '' }, "Received: ''"],
    [
      'a path without a file',
      'weights',
      { weights: 'imagnet' },
      "Received: 'imagnet'. There is no weight file",
    ],
    ['other classes with the ImageNet top', 'classes', { classes: 2 }, '1000'],
    ['half a class', 'classes', { weights: null, classes: 1.5 }, '1.5'],
    ['another size with the ImageNet top', 'inputShape', { inputShape: [150, 150, 3] }, '[299, 299, 3]'],
    ['too small a picture', 'inputShape', { includeTop: false, inputShape: [74, 150, 3] }, '75x75'],
    ['too small, without weights', 'inputShape', { weights: null, inputShape: [75, 20, 3] }, '75x75'],
    ['any size with the top', 'inputShape', { weights: null, inputShape: [null, null, 3] }, 'without null'],
    ['one channel with ImageNet', 'inputShape', { includeTop: false, inputShape: [75, 75, 1] }, '3 channels'],
    ['one channel with the ImageNet top', 'inputShape', { inputShape: [299, 299, 1] }, '3 channels'],
    ['no channels', 'inputShape', { weights: null, includeTop: false, inputShape: [75, 75] }, 'channels'],
    ['unknown channels', 'inputShape', { weights: null, inputShape: [75, 75, null] }, 'channels'],
    ['another pooling', 'pooling', { weights: null, includeTop: false, pooling: 'min' }, "'avg', 'max'"],
    ['another activation on weights', 'classifierActivation', { classifierActivation: 'relu' }, "'softmax'"],
    ['a seed that is none', 'seed', { weights: null, seed: 0.5 }, 'a safe integer'],
    ['a seed beside a generator', 'seed', { seed: 1, random: new PythonRandom(1) }, 'absent'],
  ])('%s', async (_, argument, options, message) => {
    await expect(wrong(options)).rejects.toMatchObject({
      name: 'InvalidArgumentError',
      argument,
      message: expect.stringContaining(message),
    })
  })

  it('an input tensor that is no picture', async () => {
    const flat = input({ shape: [10] })
    await expect(inceptionV3({ weights: null, inputTensor: flat })).rejects.toMatchObject({
      argument: 'inputTensor',
    })
    const small = input({ shape: [50, 150, 3] })
    await expect(inceptionV3({ weights: null, inputTensor: small })).rejects.toThrow('75x75')
  })
})

describe('options that change the model', { timeout: 120_000 }, () => {
  it('takes any size without the top, and any number of channels without weights', async () => {
    const any = await inceptionV3({ includeTop: false, weights: null, pooling: 'avg' })
    expect(any.inputs[0]!.shape).toEqual([null, null, null, 3])
    expect(any.outputs[0]!.shape).toEqual([null, 2048])
    any.dispose()

    const five = await inceptionV3({
      includeTop: false,
      weights: null,
      pooling: 'max',
      inputShape: [75, 80, 5],
    })
    expect(five.outputs[0]!.shape).toEqual([null, 2048])
    expect(five.layers[1]!.weights[0]!.shape).toEqual([3, 3, 5, 32])
    five.dispose()
  })

  it('ends in a classifier of other classes and another activation', async () => {
    const two = await inceptionV3({ weights: null, classes: 2, classifierActivation: null, name: 'mine' })
    expect(two.outputs[0]!.shape).toEqual([null, 2])
    expect(two.getLayer(modelCard.classifier).getConfig().activation).toBe('linear')
    expect(two.name).toBe('mine')
    two.dispose()
  })

  it('draws the same weights from the same seed, other ones in each layer', async () => {
    const first = async (seed: number) => {
      const built = await inceptionV3({ includeTop: false, weights: null, seed })
      const kernels = ['conv2d_43', 'conv2d_53'].map((name) => [
        ...built.getLayer(name).weights[0]!.read().dataSync().slice(0, 5),
      ])
      built.dispose()
      return kernels
    }
    const [here, elsewhere] = await first(1)
    expect(await first(1)).toEqual([here, elsewhere])
    expect(here).not.toEqual(elsewhere)
    expect(await first(2)).not.toEqual([here, elsewhere])
    // Glorot's bound for a kernel of 1x1x768x128 or 1x7x160x160.
    expect(Math.max(...here!.map(Math.abs))).toBeLessThanOrEqual(Math.sqrt(6 / (768 + 128)))
  })

  it('draws the kernels of Keras from the generator of Keras, and as many', async () => {
    const random = new PythonRandom(7)
    const built = await inceptionV3({ includeTop: false, weights: null, inputShape: [75, 75, 3], random })
    const kernelOf = (name: string) => [...built.getLayer(name).weights[0]!.read().dataSync()]
    // keras.utils.set_random_seed(7), InceptionV3(include_top=False, weights=None), then random.randint(1, 10**9).
    expect(kernelOf('conv2d_1').slice(0, 3)).toEqual([
      -0.050397127866744995, 0.06345023214817047, 0.1252926141023636,
    ])
    expect(kernelOf('conv2d_94').slice(-3)).toEqual([
      -0.0436677560210228, 0.019701477140188217, 0.0034668855369091034,
    ])
    expect(random.randint(1, 1e9)).toBe(309170819)
    built.dispose()
  })

  it("builds on another model's tensor", async () => {
    const picture = input({ shape: [75, 75, 3], name: 'picture' })
    const scaled = layers.activation({ activation: 'tanh', name: 'scaled' }).apply(picture) as SymbolicTensor
    const built = await inceptionV3({ includeTop: false, weights: null, inputTensor: scaled })
    expect(built.inputs).toEqual([picture])
    expect(built.layers.slice(0, 3).map(({ name }) => name)).toEqual(['picture', 'scaled', 'conv2d_1'])
    built.dispose()
  })

  it('frees its own layers, and not those before it, when names clash', async () => {
    const picture = input({ shape: [75, 75, 3] })
    const before = layers.conv2d({ filters: 3, kernelSize: 1, name: 'conv2d_1' })
    const inputTensor = before.apply(picture) as SymbolicTensor
    await expect(inceptionV3({ includeTop: false, weights: null, inputTensor })).rejects.toThrow('conv2d_1')
    expect(memory().numTensors).toBe(2)
    model({ inputs: picture, outputs: inputTensor }).dispose()
  })
})
