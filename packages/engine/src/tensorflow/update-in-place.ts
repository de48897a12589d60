import type { Tensor, Variable } from '@tensorflow/tfjs-core'
import { RawOperations } from './raw-operations'
import { type TensorflowBackend, type TensorMetadata, tensorflowBackend } from './tensorflow-backend'

/** Updates resources, given by number as the variables they hold, from values given by number. */
type Write = (operations: RawOperations, resources: readonly number[], values: readonly number[]) => void

/** A tfjs variable while a resource holds it. */
interface Lent {
  readonly variable: Variable
  readonly resource: number
  /** Whether another tensor reads the same memory, which must then stay as it is. */
  readonly isShared: boolean
}

/** Whether `updateInPlace` runs on these tensors. */
export function canUpdateInPlace(tensors: readonly Tensor[]): boolean {
  return tensorflowBackend() !== undefined && tensors.every(({ dtype }) => dtype === 'float32')
}

/**
 * Lends variables to TensorFlow as resources, which its training operations change, and takes them back.
 *
 * No copy is made on the way: memory that nobody else refers to is written in place, and TensorFlow itself copies
 * other memory before it writes. Whatever `write` throws, the variables have their values again.
 *
 * @param reads Tensors that `write` reads besides.
 */
export function updateInPlace(written: readonly Variable[], reads: readonly Tensor[], write: Write): void {
  const backend = tensorflowBackend()!
  const operations = new RawOperations(backend)
  const lent: Lent[] = []
  try {
    const values = backend.getInputTensorIds(reads)
    for (const variable of written) lent.push(lend(backend, operations, variable, reads))
    write(
      operations,
      lent.map(({ resource }) => resource),
      values,
    )
  } finally {
    for (const one of lent) takeBack(backend, operations, one)
    operations.close()
  }
}

function lend(
  backend: TensorflowBackend,
  operations: RawOperations,
  variable: Variable,
  reads: readonly Tensor[],
): Lent {
  const { dataId } = variable
  const [value] = backend.getInputTensorIds([variable]) as [number]
  const isShared = backend.refCount(dataId) > 1 || reads.some((tensor) => tensor.dataId === dataId)
  const resource = operations.resource(variable.shape, value)
  if (!isShared) {
    // From now on only the resource refers to the memory.
    backend.binding.deleteTensor(value)
    backend.tensorMap.get(dataId).id = -1
  }
  return { variable, resource, isShared }
}

function takeBack(
  backend: TensorflowBackend,
  operations: RawOperations,
  { variable, resource, isShared }: Lent,
): void {
  const id = operations.keep(operations.read(resource))
  if (!isShared) {
    backend.tensorMap.get(variable.dataId).id = id
    return
  }
  const metadata: TensorMetadata = { id, shape: variable.shape, dtype: backend.binding.TF_FLOAT }
  const value = backend.createOutputTensor(metadata)
  variable.assign(value)
  value.dispose()
}
