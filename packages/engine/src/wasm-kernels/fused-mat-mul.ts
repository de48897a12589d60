import {
  type _FusedMatMulAttrs,
  Add,
  Elu,
  type KernelConfig,
  type KernelFunc,
  LeakyRelu,
  type NamedTensorInfoMap,
  Prelu,
  Relu,
  Relu6,
  Sigmoid,
  type TensorInfo,
} from '@tensorflow/tfjs-core'
import { type Factors, multiplySingle } from './batch-mat-mul'
import { asMatrix, multiplyWith } from './multiply'
import { streams } from './multiply-streaming'
import { asFunction, type BackendWasm, free, run } from './wasm-backend'

interface FusedInputs extends Factors {
  /** [columns] */
  readonly bias?: TensorInfo
  readonly preluActivationWeights?: TensorInfo
}

/** An activation as a kernel with further inputs and attributes; undefined for linear. */
interface Activation {
  readonly kernel: string
  readonly inputs?: NamedTensorInfoMap
  readonly attrs?: Readonly<Record<string, unknown>>
}

/**
 * _FusedMatMul that is right and fast with transposed operands.
 *
 * tfjs-backend-wasm 4.22 adds the bias and clamps once for every 48 inner numbers where an operand is transposed
 * or a batch axis is longer than 1. Those products are made without bias and activation, which follow as kernels
 * of their own.
 *
 * @param original _FusedMatMul as tfjs-backend-wasm registers it
 * @param product BatchMatMul as tfjs-backend-wasm registers it
 */
export function fastFusedMatMul(original: KernelConfig, product: KernelConfig): KernelFunc {
  const multiply = multiplyWith(product)
  const [fused, slow] = [asFunction(original), asFunction(product)]
  return ({ inputs, attrs, backend }) => {
    const operands = inputs as unknown as FusedInputs
    const flags = attrs as unknown as _FusedMatMulAttrs
    const wasm = backend as BackendWasm
    const activation = activationOf(operands, flags)
    if (activation === 'unknown' || isPlain(wasm, operands, flags)) {
      return fused(wasm, inputs, { ...flags })
    }
    const { a, b, bias } = operands
    const result = multiplySingle(multiply, wasm, operands, flags) ?? slow(wasm, { a, b }, { ...flags })
    return finish(wasm, result, bias, activation)
  }
}

/** Whether the original does it well: one matrix with one matrix, as they lie, the right-hand one not too large. */
function isPlain(
  backend: BackendWasm,
  { a, b }: Factors,
  { transposeA, transposeB }: _FusedMatMulAttrs,
): boolean {
  const matrix = asMatrix(b)
  return !transposeA && !transposeB && asMatrix(a) !== undefined && !!matrix && !streams(backend, matrix)
}

function activationOf(
  { preluActivationWeights }: FusedInputs,
  { activation, leakyreluAlpha }: _FusedMatMulAttrs,
): Activation | undefined | 'unknown' {
  switch (activation) {
    case 'linear':
      return undefined
    case 'relu':
      return { kernel: Relu }
    case 'relu6':
      return { kernel: Relu6 }
    case 'elu':
      return { kernel: Elu }
    case 'sigmoid':
      return { kernel: Sigmoid }
    case 'leakyrelu':
      return { kernel: LeakyRelu, attrs: { alpha: leakyreluAlpha } }
    case 'prelu':
      return preluActivationWeights ? { kernel: Prelu, inputs: { alpha: preluActivationWeights } } : 'unknown'
    default:
      return 'unknown'
  }
}

function finish(
  backend: BackendWasm,
  product: TensorInfo,
  bias: TensorInfo | undefined,
  activation: Activation | undefined,
): TensorInfo {
  const biased = bias ? run(backend, Add, { a: product, b: bias }) : product
  if (bias) free(backend, product)
  if (!activation) return biased
  const activated = run(backend, activation.kernel, { x: biased, ...activation.inputs }, activation.attrs)
  free(backend, biased)
  return activated
}
