import assert from 'node:assert/strict'
import { dense, readWeights, weightsToBytes } from '@graft-ml/keras'
import { ones, setBackend, type Tensor } from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-backend-cpu'
import { sequential } from '@tensorflow/tfjs-layers'

export async function use(): Promise<void> {
  await setBackend('cpu')
  const model = sequential({ layers: [dense({ units: 2, inputShape: [3], seed: 7, name: 'head' })] })
  const outputs = model.predict(ones([4, 3])) as Tensor
  assert.deepEqual(outputs.shape, [4, 2])

  const saved = await readWeights(await weightsToBytes(model))
  assert.deepEqual(
    saved.layers.map(({ name, weights }) => [name, weights.map(({ shape }) => shape)]),
    [['head', [[3, 2], [2]]]],
  )
  assert.deepEqual(saved.layers[0]?.weights[0]?.read(), await model.getWeights()[0]?.data())
  saved.close()
}
