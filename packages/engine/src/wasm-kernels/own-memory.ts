import { engine, type Tensor, type Variable } from '@tensorflow/tfjs-core'
import { allocate, type BackendWasm, numbers } from './wasm-backend'

/**
 * Makes a variable the only reader of its memory, so that it can be written in place, and returns where it lies
 * (in bytes).
 *
 * Memory that another tensor shares (a reshape, the initial value) is copied first: the other keeps the old values,
 * as it does with `variable.assign`.
 */
export function ownMemory(backend: BackendWasm, variable: Variable): number {
  const at = backend.getMemoryOffset(variable.dataId)
  if (backend.refCount(variable.dataId) === 1) return at
  const copy = copyOf(backend, variable)
  variable.assign(copy)
  copy.dispose()
  return backend.getMemoryOffset(variable.dataId)
}

function copyOf(backend: BackendWasm, tensor: Tensor): Tensor {
  const copy = allocate(backend, tensor.shape)
  numbers(backend, copy).set(numbers(backend, tensor))
  return engine().makeTensorFromTensorInfo(copy)
}

/**
 * Tells the backend that memory was written behind its back.
 *
 * XNNPACK's operators keep packed copies of the weights by tensor id, and would go on using the old ones.
 * Registering the tensor anew drops them; the memory itself belongs to the JavaScript side and stays.
 */
export function forgetPacked(backend: BackendWasm, variable: Variable): void {
  const { id, memoryOffset } = backend.dataIdMap.get(variable.dataId)
  backend.wasm.tfjs.disposeData(id)
  backend.wasm.tfjs.registerTensor(id, variable.size, memoryOffset)
}
