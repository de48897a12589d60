import type { Result } from '../jobs/result'
import type { Side } from './measures'
import type { PairedSection } from './sections'

/** What one process has given. */
export interface Run extends Result {
  readonly section: PairedSection
  readonly side: Side
  /** Which pair it belongs to, from 0. */
  readonly pair: number
}
