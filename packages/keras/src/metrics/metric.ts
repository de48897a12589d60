import type { NdArray } from '@graft-ml/core'

/** A number that is kept up to date over the batches of an epoch. */
export interface Metric {
  /** Labels and predictions of one batch, as the model puts them out. */
  update(labels: NdArray, predictions: NdArray): void
  /** Over all batches since the last `reset`; 0 before the first. */
  result(): number
  reset(): void
}
