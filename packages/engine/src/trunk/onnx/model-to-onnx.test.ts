import '@tensorflow/tfjs-backend-cpu'
import { setBackend } from '@tensorflow/tfjs-core'
import { layers } from '@tensorflow/tfjs-layers'
import { beforeAll, expect, it } from 'vitest'
import { loadOnnxRuntime } from '../../onnx/load-onnx-runtime'
import { openSession } from '../../onnx/open-session'
import { imagesFor, predict } from '../test-support/compare'
import { buildModel, chain } from '../test-support/models'
import { modelToOnnx } from './model-to-onnx'

beforeAll(async () => {
  await setBackend('cpu')
})

it.each([
  ['a sigmoid', 1, 'sigmoid'],
  ['a softmax', 3, 'softmax'],
] as const)(
  'computes what the model computes, up to %s, whatever is frozen',
  async (_, units, activation) => {
    const model = buildModel(
      [8, 8, 3],
      chain(
        layers.conv2d({ filters: 4, kernelSize: 3, useBias: false, trainable: false }),
        layers.batchNormalization({}),
        layers.globalAveragePooling2d({}),
        layers.dropout({ rate: 0.5 }),
        layers.dense({ units, activation }),
      ),
    )
    const { bytes, input, outputs } = await modelToOnnx(model)
    expect({ input, outputs }).toEqual({ input: 'images', outputs: ['outputs0'] })
    const [images, session] = [imagesFor(model, 5), await openSession(bytes, 1)]
    const { Tensor } = await loadOnnxRuntime()
    const results = await session.run({ [input]: new Tensor('float32', images.data, [...images.shape]) })
    const [expected] = predict(model, images)
    expect(results.outputs0!.dims).toEqual([5, units])
    const values = [...(results.outputs0!.data as Float32Array)]
    expect(values).toEqual([...expected!.data].map((value) => expect.closeTo(value, 5)))
    await session.release()
  },
)
