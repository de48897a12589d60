import type { TensorInfo } from '@tensorflow/tfjs-core'
import { simdFunctions } from './simd/simd-module'
import { allocate, allocateZeros, type BackendWasm, free } from './wasm-backend'

/** Numbers in a right-hand matrix from which streaming through it is faster than packing it: 4 MB. */
const LARGE = 2 ** 20

/** Rows of the right-hand matrix that are copied at a time: with 1,024 columns 256 kB, within a level-2 cache. */
const DEPTH = 64

/**
 * Whether a product with this right-hand matrix is better streamed.
 *
 * XNNPACK packs the right-hand matrix before it multiplies, in an order that misses the caches where the matrix
 * does not fit into them (1.4 s for 37,632 x 1,024, whose product with 20 rows takes .09 s), and keeps the packed
 * copy. A weight that is being trained is new at each step, so it would be packed each time.
 */
export function streams(backend: BackendWasm, b: TensorInfo): boolean {
  const [inner, columns] = b.shape as [number, number]
  return inner * columns >= LARGE && columns % 8 === 0 && simdFunctions(backend) !== undefined
}

/** a [rows, inner] times b [inner, columns], without a second copy of b. */
export function multiplyStreaming(backend: BackendWasm, a: TensorInfo, b: TensorInfo): TensorInfo {
  const [rows, inner] = a.shape as [number, number]
  const columns = b.shape[1]!
  const product = allocateZeros(backend, [rows, columns])
  const scratch = allocate(backend, [DEPTH, columns])
  const [aAt, bAt, productAt, scratchAt] = [a, b, product, scratch].map(({ dataId }) =>
    backend.getMemoryOffset(dataId),
  ) as [number, number, number, number]
  simdFunctions(backend)?.multiplyAdd(aAt, bAt, productAt, scratchAt, rows, inner, columns, DEPTH)
  free(backend, scratch)
  return product
}
