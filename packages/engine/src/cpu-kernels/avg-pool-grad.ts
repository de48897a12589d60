import { type KernelBackend, type KernelFunc, type TensorInfo, util } from '@tensorflow/tfjs-core'
import { type PoolingAttrs, poolingOf } from '../poolings/pooling-windows'
import { spreadAverages } from '../poolings/spread-averages'

/**
 * The gradient of average pooling.
 *
 * tfjs-backend-cpu 4.22 divides by the whole window where a part of it lies in the padding, although the average
 * itself leaves the padding out; Keras divides by the pixels that are there.
 */
export const avgPoolGrad: KernelFunc = ({ inputs, attrs, backend }) => {
  const { dy, input } = inputs as unknown as { dy: TensorInfo; input: TensorInfo }
  const cpu = backend as KernelBackend
  const info = poolingOf(input.shape, attrs as unknown as PoolingAttrs)
  const sums = new Float32Array(util.sizeFromShape(input.shape))
  spreadAverages(info, cpu.readSync(dy.dataId) as Float32Array, sums)
  return { dataId: cpu.write(sums, input.shape, 'float32'), shape: input.shape, dtype: 'float32' }
}
