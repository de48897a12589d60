import '@tensorflow/tfjs-backend-wasm'
import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { NdArray } from '@graft-ml/core'
import { inceptionV3 } from '@graft-ml/zoo'
import * as tf from '@tensorflow/tfjs-core'
import { type LayersModel, model, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { splitForTraining } from '../graph/split'
import { traceModel } from '../graph/trace'
import { prepareTrunk } from './prepare-trunk'
import { largestDifference } from './test-support/compare'

const shared = resolve(import.meta.dirname, '../../../../../shared')
const weights = resolve(shared, 'weights/inception_v3_weights_tf_dim_ordering_tf_kernels_notop.h5')
const goldens = resolve(shared, 'goldens')
const missing = [weights, goldens].filter((path) => !existsSync(path))
const title = missing.length > 0 ? 'Inception V3 (skipped: no reference files)' : 'Inception V3'

interface Golden {
  readonly file: string
  readonly shape: number[]
}

/** Keras's own activations, float32. */
function readGolden({ file, shape }: Golden): NdArray {
  const { buffer, byteOffset, byteLength } = readFileSync(resolve(goldens, file))
  return { data: new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength)), shape }
}

describe.skipIf(missing.length > 0)(title, () => {
  let base: LayersModel
  let frozen: LayersModel

  beforeAll(async () => {
    await tf.setBackend('wasm')
    base = await inceptionV3({ includeTop: false, weights, inputShape: [150, 150, 3] })
    for (const layer of base.layers) layer.trainable = false
    const outputs = ['mixed6', 'mixed7'].map((name) => base.getLayer(name).output as SymbolicTensor)
    frozen = model({ inputs: base.inputs, outputs })
  }, 60_000)

  afterAll(() => {
    base?.dispose()
  })

  it.each(['onnx', 'tfjs'] as const)('%s gives what Keras gives', async (runner) => {
    const { network } = JSON.parse(readFileSync(resolve(goldens, 'index.json'), 'utf8'))
    const before = tf.memory().numTensors
    const trunk = await prepareTrunk(splitForTraining(traceModel(frozen)).trunk, { runner })
    const [mixed6, mixed7] = await trunk.run(readGolden(network.input))
    expect(mixed7.shape).toEqual([2, 7, 7, 768])
    expect(largestDifference(mixed6, readGolden(network.layers.mixed6.values))).toBeLessThan(1e-4)
    expect(largestDifference(mixed7, readGolden(network.layers.mixed7.values))).toBeLessThan(1e-4)
    await trunk.dispose()
    expect(tf.memory().numTensors).toBe(before)
  })
})
