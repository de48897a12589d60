import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm'
import {
  getKernel,
  type KernelConfig,
  type NamedAttrMap,
  type NamedTensorInfoMap,
  type TensorInfo,
  util,
} from '@tensorflow/tfjs-core'
import { EngineError } from '../errors/engine-error'

export type { BackendWasm }

/** A kernel of the wasm backend, set up and ready to call. */
export type WasmKernel = (
  backend: BackendWasm,
  inputs: NamedTensorInfoMap,
  attrs: Readonly<Record<string, unknown>>,
) => TensorInfo

/** @throws EngineError `BACKEND_UNAVAILABLE` when tfjs-backend-wasm is not loaded. */
export function kernelConfig(name: string): KernelConfig {
  const config = getKernel(name, 'wasm')
  if (config) return config
  throw new EngineError({
    code: 'BACKEND_UNAVAILABLE',
    message: `The wasm backend has no kernel '${name}': it is not loaded.`,
    hint: "Import '@tensorflow/tfjs-backend-wasm' first.",
  })
}

/** The kernel of that name as a plain function. Its result is the caller's, to be freed. */
export function asFunction({ kernelFunc }: KernelConfig): WasmKernel {
  return (backend, inputs, attrs) => {
    const result = kernelFunc({ inputs, backend, attrs: attrs as NamedAttrMap })
    return Array.isArray(result) ? result[0]! : result
  }
}

/** Runs whatever kernel of that name is registered now. */
export const run = (
  backend: BackendWasm,
  name: string,
  inputs: NamedTensorInfoMap,
  attrs: Readonly<Record<string, unknown>> = {},
): TensorInfo => asFunction(kernelConfig(name))(backend, inputs, attrs)

/** The same numbers under another shape: no copy, nothing to free. */
export function withShape(tensor: TensorInfo, shape: readonly number[]): TensorInfo {
  return { dataId: tensor.dataId, dtype: tensor.dtype, shape: [...shape] }
}

export function free(backend: BackendWasm, ...tensors: readonly TensorInfo[]): void {
  for (const tensor of tensors) backend.disposeData(tensor.dataId)
}

/** A float32 tensor whose memory holds whatever was there before. */
export function allocate(backend: BackendWasm, shape: readonly number[]): TensorInfo {
  return backend.makeOutput([...shape], 'float32')
}

export function allocateZeros(backend: BackendWasm, shape: readonly number[]): TensorInfo {
  const tensor = allocate(backend, shape)
  numbers(backend, tensor).fill(0)
  return tensor
}

/**
 * The numbers of a tensor where they lie. Every allocation may grow the memory and thereby detach the view: take
 * it after the last allocation.
 */
export function numbers(backend: BackendWasm, tensor: TensorInfo): Float32Array {
  return backend.typedArrayFromHeap(tensor) as Float32Array
}

/** A copy of rows `from` to `to` (exclusive) along the first axis. tfjs's Slice copies the whole tensor first. */
export function copyRows(backend: BackendWasm, tensor: TensorInfo, from: number, to: number): TensorInfo {
  const rest = tensor.shape.slice(1)
  const row = util.sizeFromShape(rest)
  const copy = allocate(backend, [to - from, ...rest])
  numbers(backend, copy).set(numbers(backend, tensor).subarray(from * row, to * row))
  return copy
}
