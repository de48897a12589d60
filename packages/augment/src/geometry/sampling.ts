import type { FillMode } from './map-coordinate'

/** What a sampler is told. */
export interface Sampling {
  readonly fillMode: FillMode
  readonly cval: number
  readonly order: number
}
