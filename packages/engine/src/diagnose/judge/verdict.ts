import type { EngineState, Remedy } from '../diagnosis'

/** What a probe's outcome says of an engine. */
export interface Verdict {
  readonly state: EngineState
  readonly reason: string
  readonly remedies: readonly Remedy[]
}
