import { backend as activeBackend, getBackend, type Tensor, type Variable } from '@tensorflow/tfjs-core'
import { forgetPacked, ownMemory } from './own-memory'
import { type SimdFunctions, simdFunctions } from './simd/simd-module'
import type { BackendWasm } from './wasm-backend'

/** Writes into a variable and its slots, all given as byte offsets. */
type Write = (simd: SimdFunctions, variable: number, gradient: number, slots: readonly number[]) => void

/**
 * Lets `write` update a variable and its slots where they lie. Returns false, with nothing done, where the SIMD
 * functions cannot run.
 */
export function updateInPlace(
  variable: Variable,
  gradient: Tensor,
  slots: readonly Variable[],
  write: Write,
): boolean {
  const backend = getBackend() === 'wasm' ? (activeBackend() as BackendWasm) : undefined
  const simd = backend && simdFunctions(backend)
  const written = [variable, ...slots]
  if (!backend || !simd || [gradient, ...written].some(({ dtype }) => dtype !== 'float32')) return false
  // Before the gradient's place is asked for: a gradient that shares the variable's memory keeps the old one.
  const [variableAt, ...slotsAt] = written.map((tensor) => ownMemory(backend, tensor)) as [
    number,
    ...number[],
  ]
  write(simd, variableAt, backend.getMemoryOffset(gradient.dataId), slotsAt)
  for (const tensor of written) forgetPacked(backend, tensor)
  return true
}
