import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { input, type LayersModel, layers, model } from '@tensorflow/tfjs-layers'
import { beforeAll, describe, expect, it } from 'vitest'
import { traceModel } from '../graph/trace'
import { apply, buildModel, chain, unit } from '../trunk/test-support/models'
import { type Convolution, kernelValues, type Operation } from './operation'
import { planTrunk } from './plan-trunk'

async function operationsOf(built: LayersModel): Promise<readonly Operation[]> {
  const result = await planTrunk(traceModel(built))
  if (!result.supported) throw new Error(result.reasons.join(' '))
  return result.plan.operations
}

async function reasonsOf(built: LayersModel): Promise<readonly string[]> {
  const result = await planTrunk(traceModel(built))
  return result.supported ? [] : result.reasons
}

beforeAll(async () => {
  await tf.setBackend('cpu')
})

describe('planTrunk', () => {
  it('makes one operation of convolution, normalization and relu', async () => {
    const operations = await operationsOf(buildModel([5, 5, 3], (x) => unit(x, 4, 3)))
    expect(operations).toHaveLength(1)
    expect(operations[0]).toMatchObject({
      kind: 'convolution',
      padding: 'same',
      activation: { kind: 'relu' },
    })
  })

  it('folds by the formula', async () => {
    const built = buildModel(
      [1, 1, 1],
      chain(layers.conv2d({ filters: 1, kernelSize: 1 }), layers.batchNormalization({ epsilon: 0.25 })),
    )
    const values = [2, 3, 5, 7, 11, 2] // kernel, bias, gamma, beta, mean, variance
    tf.tidy(() => {
      built.setWeights(
        built.weights.map(({ shape, originalName }) => tf.fill(shape as number[], byName(originalName))),
      )
    })
    function byName(name: string): number {
      const names = ['kernel', 'bias', 'gamma', 'beta', 'moving_mean', 'moving_variance']
      return values[names.findIndex((one) => name.endsWith(`/${one}`))]
    }
    const [folded] = (await operationsOf(built)) as Convolution[]
    const scale = 5 / Math.sqrt(2.25)
    expect(kernelValues(folded.kernel)[0]).toBeCloseTo(2 * scale, 5)
    expect(folded.bias?.[0]).toBeCloseTo((3 - 11) * scale + 7, 5)
  })

  it('leaves the weights of the model alone', async () => {
    const built = buildModel([5, 5, 3], (x) => unit(x, 4, 3))
    const before = built.getWeights().map((weight) => [...weight.dataSync()])
    await planTrunk(traceModel(built))
    expect(built.getWeights().map((weight) => [...weight.dataSync()])).toEqual(before)
  })

  it('does not fold where something else reads in between', async () => {
    const kinds = async (built: LayersModel) => (await operationsOf(built)).map(({ kind }) => kind)
    const convolve = () => layers.conv2d({ filters: 3, kernelSize: 3, padding: 'same' })
    const readTwice = buildModel([5, 5, 3], (x) => {
      const convolved = apply(convolve(), x)
      return apply(layers.add(), [convolved, apply(layers.batchNormalization(), convolved)])
    })
    expect(await kinds(readTwice)).toEqual(['convolution', 'scaleShift', 'elementwise'])
    const output = buildModel([5, 5, 3], (x) => {
      const convolved = apply(convolve(), x)
      return [apply(layers.reLU(), convolved), convolved]
    })
    expect(await kinds(output)).toEqual(['convolution', 'activation'])
    const activated = buildModel([5, 5, 3], chain(convolve(), layers.reLU(), layers.batchNormalization()))
    expect(await kinds(activated)).toEqual(['convolution', 'scaleShift'])
  })

  it('drops what only does something in training', async () => {
    const built = buildModel(
      [8],
      chain(
        layers.gaussianNoise({ stddev: 1 }),
        layers.dense({ units: 2 }),
        layers.dropout({ rate: 0.5 }),
        layers.activation({ activation: 'linear' }),
        layers.reLU(),
      ),
    )
    expect(await operationsOf(built)).toMatchObject([{ kind: 'dense', activation: { kind: 'relu' } }])
  })

  it('reads each weight by its name when single ones are frozen', async () => {
    const built = buildModel([5, 5, 3], (x) => unit(x, 4, 3))
    const expected = await operationsOf(built)
    // Moves the kernel behind the running averages in every list of weights.
    for (const layer of built.layers) for (const weight of layer.weights) weight.trainable = false
    expect(await operationsOf(built)).toEqual(expected)
  })

  it('leaves no tensors behind', async () => {
    const built = buildModel([5, 5, 3], (x) => unit(unit(x, 4, 3), 4, 1))
    const before = tf.memory().numTensors
    await planTrunk(traceModel(built))
    expect(tf.memory().numTensors).toBe(before)
  })

  it('has no calls for input layers, of nested models neither', async () => {
    const built = buildModel([5, 5, 3], (x) =>
      apply(
        buildModel([5, 5, 3], (y) => unit(y, 2, 3)),
        x,
      ),
    )
    const names = traceModel(built).calls.map(({ layer }) => layer.getClassName())
    expect(names).toEqual(['Conv2D', 'BatchNormalization', 'Activation'])
  })

  it('names every layer that has no operation, once', async () => {
    const built = buildModel([8, 8, 4], (x) => {
      const turned = layers.permute({ dims: [2, 1, 3], name: 'turned' })
      return chain(
        turned,
        turned,
        layers.conv2d({ filters: 2, kernelSize: 3, dataFormat: 'channelsFirst', name: 'first' }),
        layers.batchNormalization({ axis: 1, name: 'rows' }),
        layers.activation({ activation: 'mish', name: 'rare' }),
      )(x)
    })
    expect(await reasonsOf(built)).toEqual([
      "Layer 'turned' (Permute) has no operation of its own.",
      "Layer 'first' (Conv2D) has the data format 'channelsFirst'.",
      "Layer 'rows' (BatchNormalization) normalizes axis 1.",
      "Layer 'rare' (Activation) has the activation 'mish'.",
    ])
  })

  it.each([
    ['is dilated', layers.depthwiseConv2d({ kernelSize: 2, dilationRate: 2 })],
    [
      "has the data format 'channelsFirst'",
      layers.maxPooling2d({ poolSize: 2, dataFormat: 'channelsFirst' }),
    ],
    ["has the data format 'channelsFirst'", layers.flatten({ dataFormat: 'channelsFirst' })],
    ["has the activation 'gelu'", layers.dense({ units: 2, activation: 'gelu' as 'relu' })],
  ])('refuses what %s', async (why, layer) => {
    expect(await reasonsOf(buildModel([6, 6, 6], chain(layer)))).toEqual([
      `Layer '${layer.name}' (${layer.getClassName()}) ${why}.`,
    ])
  })

  it('refuses to join along an axis that tfjs misreads', async () => {
    const built = buildModel([4, 4, 4], (x) => apply(layers.concatenate({ axis: -2, name: 'rows' }), [x, x]))
    expect(await reasonsOf(built)).toEqual(["Layer 'rows' (Concatenate) joins along axis -2."])
  })

  it('refuses several inputs', async () => {
    const [a, b] = [input({ shape: [2] }), input({ shape: [2] })]
    const built = model({ inputs: [a, b], outputs: apply(layers.add(), [a, b]) })
    expect(await reasonsOf(built)).toEqual(['The model has 2 inputs; a plan has one.'])
  })
})
