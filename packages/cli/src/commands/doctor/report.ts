import type { Diagnosis } from '@graft-ml/engine/diagnose'
import type { Machine } from '../../machine/describe-machine'
import type { Cache } from './describe-cache'
import type { FoundEngine } from './find-engine'

/** What `graft doctor --json` prints; the README has each property. */
export interface Report extends Diagnosis {
  /** Of this document: it changes when a property goes or means something else, not when one comes. */
  readonly format: 1
  readonly machine: Machine
  readonly engine: FoundEngine
  readonly cache: Cache
}
