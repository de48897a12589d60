import { AvgPoolGrad } from '@tensorflow/tfjs-core'
import { replaceKernels } from '../backend/replace-kernels'
import { avgPoolGrad } from './avg-pool-grad'

/** Gives tfjs-backend-cpu the gradient of average pooling that Keras has. A second call changes nothing. */
export function registerCpuKernels(): void {
  replaceKernels('cpu', { [AvgPoolGrad]: avgPoolGrad })
}
