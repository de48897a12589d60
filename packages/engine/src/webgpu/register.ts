import {
  AvgPoolGrad,
  getKernel,
  type KernelFunc,
  MaxPoolGrad,
  registerKernel,
  unregisterKernel,
} from '@tensorflow/tfjs-core'
import { avgPoolGrad, maxPoolGrad } from './pooling-gradients'

const KERNELS: Record<string, KernelFunc> = { [AvgPoolGrad]: avgPoolGrad, [MaxPoolGrad]: maxPoolGrad }

/** Gives tfjs-backend-webgpu the gradients of poolings that Keras has. A second call changes nothing. */
export function registerWebgpuKernels(): void {
  for (const [kernelName, kernelFunc] of Object.entries(KERNELS)) {
    if (getKernel(kernelName, 'webgpu')?.kernelFunc === kernelFunc) continue
    if (getKernel(kernelName, 'webgpu')) unregisterKernel(kernelName, 'webgpu')
    registerKernel({ kernelName, backendName: 'webgpu', kernelFunc })
  }
}
