import type { Logs, NdArray } from '@graft-ml/core'
import type { StepResult } from '@graft-ml/engine'
import { createMetrics, type LossName, type MetricName, WeightedMean } from '@graft-ml/keras'

/** Loss and metrics of the batches so far; the loss is weighted by the sizes of the batches. */
export class RunningLogs {
  private readonly loss = new WeightedMean()
  private readonly metrics: ReturnType<typeof createMetrics>

  constructor(metrics: readonly MetricName[], loss: LossName) {
    this.metrics = createMetrics(metrics, loss)
  }

  add({ loss, outputs }: StepResult, labels: NdArray): void {
    this.loss.add(loss, labels.shape[0])
    this.metrics.update(labels, outputs)
  }

  result(): Logs {
    return { loss: this.loss.result(), ...this.metrics.result() }
  }
}
