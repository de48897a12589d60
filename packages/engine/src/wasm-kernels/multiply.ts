import { type KernelConfig, type TensorInfo, Transpose } from '@tensorflow/tfjs-core'
import { multiplyStreaming, streams } from './multiply-streaming'
import { asFunction, type BackendWasm, free, run, type WasmKernel, withShape } from './wasm-backend'

/** One matrix, as it is stored and as it is meant. */
export interface Operand {
  /** [rows, columns] as stored. */
  readonly matrix: TensorInfo
  /** Whether its transpose is meant. */
  readonly transposed: boolean
}

/** A product of two matrices: [rows, inner] times [inner, columns]. */
export type Multiply = (backend: BackendWasm, a: Operand, b: Operand) => TensorInfo

/**
 * A product that keeps to the backend's fast case.
 *
 * tfjs-backend-wasm hands plain products to XNNPACK and takes a scalar loop, some 20 times slower, where an
 * operand is transposed. Here the transposes are carried out, on whichever side moves fewer numbers.
 *
 * @param original BatchMatMul as tfjs-backend-wasm registers it
 */
export function multiplyWith(original: KernelConfig): Multiply {
  const kernel = asFunction(original)
  return (backend, a, b) => {
    const plain = plainWith(kernel, backend)
    return transposesResult(a, b) ? throughTranspose(backend, plain, a, b) : directly(backend, plain, a, b)
  }
}

type PlainMultiply = (a: TensorInfo, b: TensorInfo) => TensorInfo

function plainWith(kernel: WasmKernel, backend: BackendWasm): PlainMultiply {
  return (a, b) =>
    streams(backend, b)
      ? multiplyStreaming(backend, a, b)
      : kernel(backend, { a, b }, { transposeA: false, transposeB: false })
}

/** Whether (b^T a^T)^T moves fewer numbers than a b. The right-hand matrix counts once more: XNNPACK packs it. */
export function transposesResult(a: Operand, b: Operand): boolean {
  if (!a.transposed && !b.transposed) return false
  const [aSize, bSize] = [size(a.matrix), size(b.matrix)]
  const rows = a.matrix.shape[a.transposed ? 1 : 0]!
  const columns = b.matrix.shape[b.transposed ? 0 : 1]!
  const direct = (a.transposed ? aSize : 0) + (b.transposed ? bSize : 0) + bSize
  const throughTransposed = (a.transposed ? 0 : aSize) + (b.transposed ? 0 : bSize) + aSize + rows * columns
  return throughTransposed < direct
}

function directly(backend: BackendWasm, multiply: PlainMultiply, a: Operand, b: Operand): TensorInfo {
  const left = a.transposed ? transpose(backend, a.matrix) : undefined
  const right = b.transposed ? transpose(backend, b.matrix) : undefined
  const product = multiply(left ?? a.matrix, right ?? b.matrix)
  free(backend, ...[left, right].filter((made) => made !== undefined))
  return product
}

function throughTranspose(backend: BackendWasm, multiply: PlainMultiply, a: Operand, b: Operand): TensorInfo {
  const flip = ({ matrix, transposed }: Operand): Operand => ({ matrix, transposed: !transposed })
  const flipped = directly(backend, multiply, flip(b), flip(a))
  const product = transpose(backend, flipped)
  free(backend, flipped)
  return product
}

export function transpose(backend: BackendWasm, matrix: TensorInfo): TensorInfo {
  return run(backend, Transpose, { x: matrix }, { perm: [1, 0] })
}

const size = ({ shape }: TensorInfo): number => shape[0]! * shape[1]!

/** A tensor of any rank whose leading axes are all 1 as a matrix, else undefined. */
export function asMatrix(tensor: TensorInfo): TensorInfo | undefined {
  const { shape } = tensor
  const isSingle = shape.length >= 2 && shape.slice(0, -2).every((length) => length === 1)
  return isSingle ? withShape(tensor, shape.slice(-2)) : undefined
}
