import {
  _FusedMatMul,
  AvgPoolGrad,
  BatchMatMul,
  Conv2DBackpropFilter,
  Conv2DBackpropInput,
  getKernel,
  type KernelConfig,
  type KernelFunc,
  MaxPoolGrad,
  registerKernel,
  unregisterKernel,
} from '@tensorflow/tfjs-core'
import { avgPoolGrad } from './avg-pool-grad'
import { fastBatchMatMul } from './batch-mat-mul'
import { conv2DBackpropFilter } from './conv2d-backprop-filter'
import { conv2DBackpropInput } from './conv2d-backprop-input'
import { fastFusedMatMul } from './fused-mat-mul'
import { maxPoolGrad } from './max-pool-grad'
import { kernelConfig } from './wasm-backend'

// Known to every copy of this package, so that none wraps what another has registered.
const marker = Symbol.for('graft.wasm-kernels')

/**
 * Gives tfjs-backend-wasm what training needs: the missing gradient of convolution filters, fast products and
 * gradients in place of scalar loops, right gradients of poolings. A second call changes nothing.
 *
 * @throws EngineError `BACKEND_UNAVAILABLE` when tfjs-backend-wasm is not loaded.
 */
export function registerWasmKernels(): void {
  const product = kernelConfig(BatchMatMul)
  if (marker in product) return
  const fused = kernelConfig(_FusedMatMul)
  replace(BatchMatMul, fastBatchMatMul(product), product)
  replace(_FusedMatMul, fastFusedMatMul(fused, product), fused)
  replace(Conv2DBackpropInput, conv2DBackpropInput, getKernel(Conv2DBackpropInput, 'wasm'))
  replace(Conv2DBackpropFilter, conv2DBackpropFilter, getKernel(Conv2DBackpropFilter, 'wasm'))
  replace(AvgPoolGrad, avgPoolGrad, getKernel(AvgPoolGrad, 'wasm'))
  replace(MaxPoolGrad, maxPoolGrad, getKernel(MaxPoolGrad, 'wasm'))
}

/** The original's set-up stays: a backend that is made anew binds the original to itself by it. */
function replace(kernelName: string, kernelFunc: KernelFunc, original: KernelConfig | undefined): void {
  if (original) unregisterKernel(kernelName, 'wasm')
  const config = { ...original, kernelName, backendName: 'wasm', kernelFunc, [marker]: true }
  registerKernel(config)
}
