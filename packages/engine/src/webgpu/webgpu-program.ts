import type { DataType, KernelBackend, TensorInfo } from '@tensorflow/tfjs-core'

/** A compute shader as tfjs-backend-webgpu runs it; it adds the bindings and the functions that read and write. */
export interface WebgpuProgram {
  /** One for each input; each becomes `getName(...)` in the shader, with its first letter upper case. */
  readonly variableNames: readonly string[]
  /** Fields of the uniforms, in the order in which their data is passed. */
  readonly uniforms: string
  readonly workgroupSize: readonly [number, number, number]
  /** Whether `uniforms.size` is wanted, the number of outputs. */
  readonly size: boolean
  readonly outputShape: readonly number[]
  readonly dispatchLayout: { readonly x: readonly number[] }
  /** tfjs folds it where it is more than the device takes. */
  dispatch: readonly [number, number, number]
  /** Compiled shaders are kept under this name. */
  shaderKey: string
  /** WGSL with `fn main(index : i32)`. */
  getUserCode(): string
}

export interface UniformData {
  readonly type: 'int32' | 'uint32' | 'float32'
  readonly data: readonly number[]
}

/** tfjs's WebGPU backend, as far as the engine knows it. */
export interface WebgpuBackend extends KernelBackend {
  readonly device: GPUDevice
  runWebGPUProgram(
    program: WebgpuProgram,
    inputs: readonly TensorInfo[],
    outputDtype: DataType,
    uniforms: readonly UniformData[],
  ): TensorInfo
}
