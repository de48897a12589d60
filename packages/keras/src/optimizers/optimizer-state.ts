import type { NdArray } from '@graft-ml/core'
import type { OptimizerKind } from './optimizer-config'

/** An optimizer between two steps as plain data, for a checkpoint. */
export interface OptimizerState {
  readonly kind: OptimizerKind
  /** Steps taken. */
  readonly iterations: number
  readonly learningRate: number
  /** Copies of the slots by `<name of the variable>/<name of the slot>`, each of the variable's shape. */
  readonly slots: Readonly<Record<string, NdArray>>
}
