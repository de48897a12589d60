import { AvgPoolGrad, MaxPoolGrad } from '@tensorflow/tfjs-core'
import { replaceKernels } from '../backend/replace-kernels'
import { avgPoolGrad, maxPoolGrad } from './pooling-gradients'

/** Gives tfjs-backend-webgpu the gradients of poolings that Keras has. A second call changes nothing. */
export function registerWebgpuKernels(): void {
  replaceKernels('webgpu', { [AvgPoolGrad]: avgPoolGrad, [MaxPoolGrad]: maxPoolGrad })
}
