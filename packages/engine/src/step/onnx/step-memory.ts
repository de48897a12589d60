import { EngineError } from '../../errors/engine-error'
import { instantiateSimd, type SimdFunctions } from '../../wasm-kernels/simd/simd-module'

/** Numbers of the step's memory: where they begin, in bytes, and how many they are. */
export interface Area {
  readonly at: number
  readonly size: number
}

const PAGE = 65_536
/** What WebAssembly can address with 32 bits. */
const MOST_PAGES = 65_536

/**
 * The memory that weights, slots and gradients live in: onnxruntime reads and writes it through views, and the SIMD
 * functions update it in place, so that nothing is copied between steps.
 */
export class StepMemory {
  readonly simd: SimdFunctions
  private readonly memory = new WebAssembly.Memory({ initial: 1, maximum: MOST_PAGES })
  private end = 64

  /** @throws EngineError `UNSUPPORTED_MODEL` where WebAssembly has no SIMD */
  constructor() {
    const simd = instantiateSimd(this.memory)
    if (!simd) throw unsupported('WebAssembly has no SIMD here.')
    this.simd = simd
  }

  /** Sets numbers aside, zero at first. Views made before are dead then: make them where they are used. */
  allocate(size: number): Area {
    const area = { at: this.end, size }
    // A cache line each, so that threads never share one.
    this.end += Math.ceil((4 * size) / 64) * 64
    const missing = Math.ceil(this.end / PAGE) - this.memory.buffer.byteLength / PAGE
    if (missing > 0) this.grow(missing)
    return area
  }

  /** The numbers themselves; alive until the next `allocate`. */
  view({ at, size }: Area): Float32Array {
    return new Float32Array(this.memory.buffer, at, size)
  }

  private grow(pages: number): void {
    try {
      this.memory.grow(pages)
    } catch (cause) {
      throw unsupported(`It needs ${Math.ceil(this.end / 2 ** 20)} MB in one piece.`, cause)
    }
  }
}

function unsupported(reason: string, cause?: unknown): EngineError {
  return new EngineError({
    code: 'UNSUPPORTED_MODEL',
    message: `The trainable part cannot be compiled for the CPU. ${reason}`,
    hint: "Use the engine 'wasm'.",
    cause,
  })
}
