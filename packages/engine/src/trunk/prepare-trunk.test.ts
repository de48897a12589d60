import '@tensorflow/tfjs-backend-cpu'
import * as tf from '@tensorflow/tfjs-core'
import { input, layers, model } from '@tensorflow/tfjs-layers'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { splitForTraining } from '../graph/split'
import { traceModel } from '../graph/trace'
import { prepareTrunk } from './prepare-trunk'
import { expectSame, imagesFor, predict } from './test-support/compare'
import { apply, buildModel, chain, unit } from './test-support/models'

const small = () => buildModel([6, 6, 3], (x) => unit(x, 4, 3))
const unusual = () => buildModel([6, 6, 3], chain(layers.permute({ dims: [2, 1, 3], name: 'turned' })))

beforeAll(async () => {
  await tf.setBackend('cpu')
})

afterEach(() => {
  vi.doUnmock('onnxruntime-node')
  vi.resetModules()
})

describe('prepareTrunk', () => {
  it('takes onnxruntime-node beside a CPU backend', async () => {
    const built = small()
    const trunk = await prepareTrunk(traceModel(built))
    expect(trunk).toMatchObject({ name: 'onnxruntime-node', notes: [] })
    await expectSame(trunk, built, imagesFor(built, 2))
    await trunk.dispose()
  })

  it('takes tfjs where that is accelerated, and says so', async () => {
    const built = small()
    const trunk = await prepareTrunk(traceModel(built), { accelerated: true })
    expect(trunk.name).toBe('tfjs (cpu)')
    expect(trunk.notes).toEqual(["The cpu backend is faster than onnxruntime-node's CPU."])
    await expectSame(trunk, built, imagesFor(built, 2))
    await trunk.dispose()
  })

  it('takes what it is told to', async () => {
    const graph = traceModel(small())
    const onnx = await prepareTrunk(graph, { runner: 'onnx' })
    const tfjs = await prepareTrunk(graph, { runner: 'tfjs' })
    expect([onnx.name, tfjs.name]).toEqual(['onnxruntime-node', 'tfjs (cpu)'])
    await Promise.all([onnx.dispose(), tfjs.dispose()])
  })

  it.each(['auto', 'tfjs'] as const)(
    '%s runs layers without a plan themselves, and names them',
    async (runner) => {
      const built = unusual()
      const trunk = await prepareTrunk(traceModel(built), { runner })
      expect(trunk.name).toBe('tfjs layers (cpu)')
      expect(trunk.notes).toEqual(["Layer 'turned' (Permute) has no operation of its own."])
      await expectSame(trunk, built, imagesFor(built, 2))
      await trunk.dispose()
    },
  )

  it('onnx refuses them', async () => {
    await expect(prepareTrunk(traceModel(unusual()), { runner: 'onnx' })).rejects.toMatchObject({
      code: 'TRUNK_UNAVAILABLE',
      message: expect.stringContaining("'turned' (Permute)"),
    })
  })

  it('falls back to tfjs where onnxruntime-node does not load, and says how to install it', async () => {
    vi.doMock('onnxruntime-node', () => {
      throw Object.assign(new Error('Cannot find package'), { code: 'ERR_MODULE_NOT_FOUND' })
    })
    const fresh = await import('./prepare-trunk')
    const built = small()
    const trunk = await fresh.prepareTrunk(traceModel(built))
    expect(trunk.name).toBe('tfjs (cpu)')
    expect(trunk.notes.join()).toContain('npm install --ignore-scripts onnxruntime-node')
    await expectSame(trunk, built, imagesFor(built, 2))
    await trunk.dispose()
    await expect(fresh.prepareTrunk(traceModel(built), { runner: 'onnx' })).rejects.toMatchObject({
      code: 'TRUNK_UNAVAILABLE',
    })
  })

  it('hands images through where nothing is frozen', async () => {
    const built = small()
    const { trunk: graph } = splitForTraining(traceModel(built))
    expect(graph.calls).toHaveLength(0)
    const trunk = await prepareTrunk(graph)
    const images = imagesFor(built, 2)
    expect(await trunk.run(images)).toEqual([images])
    expect(trunk.name).toBe('none')
    await trunk.dispose()
    await expect(trunk.run(images)).rejects.toMatchObject({ code: 'DISPOSED' })
  })

  it.each(['onnx', 'tfjs'] as const)('%s gives each place where the trainable part reads', async (runner) => {
    const built = buildModel([6, 6, 3], (x) => {
      const stem = unit(x, 4, 3)
      const frozen = unit(stem, 4, 1)
      return apply(layers.add(), [
        apply(layers.conv2d({ filters: 4, kernelSize: 1, name: 'live' }), stem),
        frozen,
      ])
    })
    for (const layer of built.layers) layer.trainable = layer.name === 'live'
    const { trunk: graph } = splitForTraining(traceModel(built))
    expect(graph.outputs).toHaveLength(2)
    const trunk = await prepareTrunk(graph, { runner })
    const images = imagesFor(built, 2)
    const [stem, frozen] = await trunk.run(images)
    const expected = tf.tidy(() => {
      const [kernel, bias] = built.getLayer('live').getWeights()
      const live = tf.add(
        tf.conv2d(tf.tensor4d(stem.data, [2, 6, 6, 4]), kernel as tf.Tensor4D, 1, 'valid'),
        bias,
      )
      return tf.add(live, tf.tensor(frozen.data, [...frozen.shape])).dataSync()
    })
    const [{ data }] = predict(built, images)
    for (let i = 0; i < data.length; i++) expect(expected[i]).toBeCloseTo(data[i], 4)
    await trunk.dispose()
  })

  it('keeps the weights of when it was prepared', async () => {
    const built = small()
    const images = imagesFor(built, 1)
    const [before] = predict(built, images)
    const trunk = await prepareTrunk(traceModel(built))
    tf.tidy(() => built.setWeights(built.getWeights().map((weight) => tf.zerosLike(weight))))
    const [after] = await trunk.run(images)
    for (let i = 0; i < after.data.length; i++) expect(after.data[i]).toBeCloseTo(before.data[i], 4)
    await trunk.dispose()
  })

  it('refuses wrong options and several inputs', async () => {
    const graph = traceModel(small())
    await expect(prepareTrunk(graph, { runner: 'gpu' as 'auto' })).rejects.toThrow("'auto', 'onnx', 'tfjs'")
    const [a, b] = [input({ shape: [2] }), input({ shape: [2] })]
    const two = model({ inputs: [a, b], outputs: apply(layers.add(), [a, b]) })
    await expect(prepareTrunk(traceModel(two))).rejects.toMatchObject({ code: 'UNSUPPORTED_MODEL' })
  })
})
