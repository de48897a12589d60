import type { BackendReport } from '../backend/backend-report'
import type { EngineName } from '../engines/engine-names'
import type { GpuDescription } from '../webgpu/adapter'

/**
 * - `fast`: it trains as fast as this machine can: compiled for its CPU, or on its GPU.
 * - `slow`: it trains, but slowly: portable code, or a program on the CPU that plays a GPU.
 * - `missing`: something is not here: a package, a GPU, its driver.
 * - `broken`: what it needs is here, but it does not load, computes wrong numbers, crashes or hangs.
 */
export type EngineState = 'fast' | 'slow' | 'missing' | 'broken'

/** One thing to do. */
export interface Remedy {
  /** What it is, or when it helps. */
  readonly text: string
  /** To be typed into a shell as it stands. */
  readonly command?: string
}

/** What is known of an engine's parts, as far as it was reached. */
export interface EngineFacts {
  /** Versions by package; TensorFlow's own is `tensorflow`. */
  readonly versions: Readonly<Record<string, string>>
  /** `webgpu`: the adapter that would be used. */
  readonly gpu?: GpuDescription
  /** `tensorflow`: what it computes on. */
  readonly device?: 'cpu' | 'gpu'
  /** `wasm`: whether WebAssembly has vector instructions here. */
  readonly simd?: boolean
}

/** One engine on this machine. */
export interface EngineDiagnosis extends EngineFacts {
  readonly name: EngineName
  readonly state: EngineState
  /** Whether `createEngine({ engine: name })` works: it has trained a step here, with the right numbers. */
  readonly usable: boolean
  /** Why it is so, in a sentence. */
  readonly reason: string
  /** What to do about it, the best first; empty where there is nothing to do. */
  readonly remedies: readonly Remedy[]
}

/** What `createEngine()` takes in a process that has chosen no backend itself. */
export interface EngineChoice {
  /** undefined where it throws. */
  readonly engine?: string
  /** Why this one, in a sentence. */
  readonly reason: string
  /** What `createEngine()` itself says of its candidates. */
  readonly considered: readonly BackendReport[]
  readonly remedies: readonly Remedy[]
}

/** What this machine has. */
export interface Diagnosis {
  /** In the order of `ENGINES`. */
  readonly engines: readonly EngineDiagnosis[]
  readonly choice: EngineChoice
}
