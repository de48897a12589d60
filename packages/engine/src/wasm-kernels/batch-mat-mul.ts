import type { BatchMatMulAttrs, KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs-core'
import { asMatrix, type Multiply, multiplyWith } from './multiply'
import { asFunction, type BackendWasm } from './wasm-backend'

/** Two stacks of matrices: [..., rows, columns]. */
export interface Factors {
  readonly a: TensorInfo
  readonly b: TensorInfo
}

/** BatchMatMul that is fast with transposed operands and large right-hand matrices, in batches of one. */
export function fastBatchMatMul(original: KernelConfig): KernelFunc {
  const multiply = multiplyWith(original)
  const slow = asFunction(original)
  return ({ inputs, attrs, backend }) => {
    const operands = inputs as unknown as Factors
    const flags = attrs as unknown as BatchMatMulAttrs
    const wasm = backend as BackendWasm
    return multiplySingle(multiply, wasm, operands, flags) ?? slow(wasm, inputs, { ...flags })
  }
}

/** The product where every batch axis is 1 and the shapes agree, else undefined. */
export function multiplySingle(
  multiply: Multiply,
  backend: BackendWasm,
  { a, b }: Factors,
  { transposeA, transposeB }: BatchMatMulAttrs,
): TensorInfo | undefined {
  const [left, right] = [asMatrix(a), asMatrix(b)]
  if (!left || !right || a.dtype !== 'float32' || b.dtype !== 'float32') return undefined
  if (left.shape[transposeA ? 0 : 1] !== right.shape[transposeB ? 1 : 0]) return undefined
  const product = multiply(
    backend,
    { matrix: left, transposed: transposeA },
    { matrix: right, transposed: transposeB },
  )
  const batchAxes = Math.max(a.shape.length, b.shape.length) - 2
  return { ...product, shape: [...Array<number>(batchAxes).fill(1), ...product.shape.slice(-2)] }
}
