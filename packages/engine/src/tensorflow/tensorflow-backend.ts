import { backend as activeBackend, getBackend, type KernelBackend, type Tensor } from '@tensorflow/tfjs-core'

/** A value that TensorFlow holds, as its binding describes it. */
export interface TensorMetadata {
  readonly id: number
  readonly shape: number[]
  readonly dtype: number
}

/** One attribute of an operation; `type` says what kind of value it is. */
export interface OpAttribute {
  readonly name: string
  readonly type: number
  readonly value: unknown
}

/** The part of tfjs-node's native module that is used here: TensorFlow's eager operations on numbered tensors. */
export interface TensorflowBinding {
  /** TensorFlow's version. */
  readonly TF_Version: string
  readonly TF_FLOAT: number
  readonly TF_ATTR_BOOL: number
  readonly TF_ATTR_SHAPE: number
  readonly TF_ATTR_STRING: number
  readonly TF_ATTR_TYPE: number
  executeOp(
    name: string,
    attributes: readonly OpAttribute[],
    inputs: readonly number[],
    outputs: number,
  ): TensorMetadata[]
  createTensor(shape: readonly number[], dtype: number, values: Float32Array): number
  deleteTensor(id: number): void
}

/** tfjs-node's backend, with the fields that its own kernels use. */
export interface TensorflowBackend extends KernelBackend {
  readonly binding: TensorflowBinding
  readonly isUsingGpuDevice: boolean
  /** What a `dataId` stands for; `id` is -1 while TensorFlow does not hold the values. */
  readonly tensorMap: { get(dataId: object): { id: number } }
  /** Their numbers in TensorFlow, after values that wait in JavaScript were handed over. */
  getInputTensorIds(tensors: readonly Tensor[]): number[]
  createOutputTensor(metadata: TensorMetadata): Tensor
}

/** The tensorflow backend where it is the active one. */
export function tensorflowBackend(): TensorflowBackend | undefined {
  return getBackend() === 'tensorflow' ? (activeBackend() as TensorflowBackend) : undefined
}
