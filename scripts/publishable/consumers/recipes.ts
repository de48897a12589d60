import assert from 'node:assert/strict'
import { join } from 'node:path'
import { createEngine } from '@graft-ml/engine'
import { evaluate, featureExtraction, loadModel, saveModel } from '@graft-ml/recipes'
import { layers, sequential } from '@tensorflow/tfjs-layers'

const labels = Float32Array.of(0, 1, 0, 1)
const batch = {
  images: {
    data: Float32Array.from({ length: 4 * 192 }, (_, at) => labels[Math.floor(at / 192)] ?? 0),
    shape: [4, 8, 8, 3],
  },
  labels: { data: labels, shape: [4, 1] },
}
const train = {
  batchesPerEpoch: 2,
  async *[Symbol.asyncIterator]() {
    for (;;) yield batch
  },
}

export async function use(folder: string): Promise<void> {
  const engine = await createEngine({ engine: 'wasm' })
  const model = sequential({
    layers: [
      layers.conv2d({ filters: 2, kernelSize: 3, inputShape: [8, 8, 3], trainable: false }),
      layers.globalAveragePooling2d({}),
      layers.dense({ units: 1, activation: 'sigmoid' }),
    ],
  })
  const { history } = await featureExtraction(model, { engine, train, epochs: 2 })
  assert.equal(history.loss?.length, 2)
  const { loss } = await evaluate(model, { engine, data: train })
  assert.ok(loss !== undefined && loss > 0)

  await saveModel(model, join(folder, 'model'))
  const { model: loaded } = await loadModel(join(folder, 'model'))
  assert.equal(loaded.countParams(), model.countParams())
}
