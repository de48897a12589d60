import type { BackendWasm } from '../wasm-backend'
import { MODULE_BYTES } from './module-bytes'

/** The functions of kernels.as. Tensors are byte offsets in the memory; `size` counts numbers. */
export interface SimdFunctions {
  multiplyAdd(
    a: number,
    b: number,
    c: number,
    scratch: number,
    rows: number,
    inner: number,
    columns: number,
    depth: number,
  ): void
  packedSize(batch: number, columns: number): number
  packBands(y: number, packed: number, batch: number, columns: number): void
  productRows(
    x: number,
    packed: number,
    product: number,
    scratch: number,
    batch: number,
    inner: number,
    columns: number,
    from: number,
    count: number,
  ): void
  rmsprop(
    w: number,
    g: number,
    v: number,
    size: number,
    rate: number,
    rho: number,
    fresh: number,
    epsilon: number,
  ): void
  descend(w: number, g: number, size: number, rate: number): void
  descendWithMomentum(
    w: number,
    g: number,
    m: number,
    size: number,
    rate: number,
    momentum: number,
    nesterov: boolean,
  ): void
  adam(
    w: number,
    g: number,
    m: number,
    v: number,
    size: number,
    rate: number,
    fresh1: number,
    fresh2: number,
    epsilon: number,
  ): void
}

// One instance a backend, gone with it: an instance holds the backend's memory.
const instances = new WeakMap<BackendWasm, SimdFunctions | undefined>()

/**
 * The SIMD functions on the memory of `backend`, or `undefined` where they cannot run: no SIMD, or a backend with
 * threads (its memory is shared, which the module does not import).
 */
export function simdFunctions(backend: BackendWasm): SimdFunctions | undefined {
  if (!instances.has(backend)) instances.set(backend, instantiateSimd(memoryOf(backend)))
  return instances.get(backend)
}

/** Emscripten keeps the instance's exports, the memory among them, under `asm`; tfjs does not declare it. */
function memoryOf(backend: BackendWasm): WebAssembly.Memory | undefined {
  const { asm } = backend.wasm as { asm?: { memory?: unknown } }
  return asm?.memory instanceof WebAssembly.Memory ? asm.memory : undefined
}

/** The SIMD functions on a memory that is not shared; `undefined` where there is no SIMD. */
export function instantiateSimd(memory: WebAssembly.Memory | undefined): SimdFunctions | undefined {
  if (!memory || !(memory.buffer instanceof ArrayBuffer)) return undefined
  const bytes = Uint8Array.from(atob(MODULE_BYTES), (character) => character.charCodeAt(0))
  if (!WebAssembly.validate(bytes)) return undefined
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } })
  return exports as unknown as SimdFunctions
}
