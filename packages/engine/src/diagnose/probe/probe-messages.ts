import type { BackendReport } from '../../backend/backend-report'
import type { EngineName } from '../../engines/engine-names'
import type { EngineFacts } from '../diagnosis'

/** What a probe tries; `auto`: what `createEngine()` takes by itself. */
export type ProbeSubject = EngineName | 'auto'

/** What a probe learns on its way. */
export interface ProbeFacts extends EngineFacts {
  /** `webgpu`, on Linux: device files of GPUs; undefined where the system has none such. */
  readonly gpuDevices?: readonly string[]
  /** `tensorflow`: its version in what `npm run native` has built. */
  readonly native?: string
  /** `tensorflow`: what became of each way to have it. */
  readonly tensorflows?: readonly BackendReport[]
}

/** How a probe ends when it ends by itself. */
export type ProbeAnswer =
  | { readonly kind: 'trained' }
  | { readonly kind: 'chosen'; readonly engine: string; readonly considered: readonly BackendReport[] }
  | { readonly kind: 'failed'; readonly reason: string }

/** From the probe's process: facts as they become known, so that a crash does not take them along; then an answer. */
export type ProbeMessage = { readonly kind: 'facts'; readonly facts: Partial<ProbeFacts> } | ProbeAnswer

/** How a probe ended. */
export type ProbeEnding =
  | ProbeAnswer
  | {
      readonly kind: 'crashed'
      /** Signal or exit code. */
      readonly how: string
      /** What it said on stderr, in a line; may be empty. */
      readonly words: string
    }
  | { readonly kind: 'late'; readonly seconds: number }

/** What is known once a probe's process is gone. */
export interface ProbeOutcome {
  readonly facts: ProbeFacts
  readonly ending: ProbeEnding
}
