import type { NdArray } from '@graft-ml/core'

/** Outputs of one batch. */
export interface Prediction {
  /** [N, units] */
  readonly outputs: NdArray
  readonly labels?: NdArray
  readonly paths?: readonly string[]
}
