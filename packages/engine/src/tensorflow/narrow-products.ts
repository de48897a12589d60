import {
  BatchMatMul,
  type BatchMatMulAttrs,
  getKernel,
  type KernelConfig,
  type KernelFunc,
  registerKernel,
  type Tensor,
  type TensorInfo,
  tidy,
  transpose,
  unregisterKernel,
} from '@tensorflow/tfjs-core'
import { EngineError } from '../errors/engine-error'
import type { TensorflowBackend } from './tensorflow-backend'

// Known to every copy of this package, so that none wraps what another has registered.
const marker = Symbol.for('graft.tensorflow-kernels')

/** From how many values of the right-hand matrix on, and how many times its rows outnumber the left-hand ones. */
const LARGE = 1e5
const NARROW = 8

/**
 * Multiplies a few rows with a large transposed matrix the other way round: a b' = (b a')'. On a CPU, oneDNN takes
 * three times as long for the first (20 x 1,024 by the 37,632 x 1,024 kernel of a head), which is the gradient
 * of every dense layer with regard to its input. A second call changes nothing.
 *
 * @throws EngineError `BACKEND_UNAVAILABLE` when the tensorflow backend is not loaded.
 */
export function registerTensorflowKernels(): void {
  const product = getKernel(BatchMatMul, 'tensorflow')
  if (!product) throw notLoaded()
  if (marker in product) return
  unregisterKernel(BatchMatMul, 'tensorflow')
  registerKernel({ ...product, kernelFunc: turned(product), [marker]: true } as KernelConfig)
}

function turned({ kernelFunc }: KernelConfig): KernelFunc {
  return (args) => {
    const { a, b } = args.inputs as { a: Tensor; b: Tensor }
    const { transposeA, transposeB } = args.attrs as unknown as BatchMatMulAttrs
    const { isUsingGpuDevice } = args.backend as TensorflowBackend
    const isTurned = !isUsingGpuDevice && !transposeA && transposeB && isNarrow(a, b)
    if (!isTurned) return kernelFunc(args)
    return tidy(() => {
      const attrs = { ...args.attrs, transposeA: false, transposeB: true }
      const product = kernelFunc({ ...args, inputs: { a: b, b: a }, attrs }) as Tensor
      return transpose(product, swapLastTwo(product.shape.length))
    })
  }
}

function isNarrow(a: TensorInfo, b: TensorInfo): boolean {
  const size = b.shape.reduce((product, length) => product * length, 1)
  return size >= LARGE && NARROW * a.shape.at(-2)! <= b.shape.at(-2)!
}

function swapLastTwo(rank: number): number[] {
  const axes = Array.from({ length: rank }, (_, axis) => axis)
  return [...axes.slice(0, -2), rank - 1, rank - 2]
}

function notLoaded(): EngineError {
  return new EngineError({
    code: 'BACKEND_UNAVAILABLE',
    message: "tfjs's tensorflow backend is not loaded, so its products cannot be made faster.",
    hint: 'Load tfjs-node before.',
  })
}
