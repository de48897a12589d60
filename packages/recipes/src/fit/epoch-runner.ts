import type { Batch, Logs, Phase, StopReason } from '@graft-ml/core'
import type { PreparedModel } from '@graft-ml/engine'
import { createMetrics, WeightedMean } from '@graft-ml/keras'
import type { TrainingContext } from '../callbacks/callback'
import type { BatchCursor } from './batch-cursor'
import { featureStream, labelsOf } from './feature-stream'
import type { FitPlan } from './plan'

/** How an epoch ended; `logs` are whole only where it was completed. */
export interface EpochOutcome {
  readonly reason: StopReason
  readonly logs: Logs
}

/** Runs one epoch: the training steps, then validation. */
export class EpochRunner {
  constructor(
    private readonly plan: FitPlan,
    private readonly phase: Phase,
    private readonly prepared: PreparedModel,
  ) {}

  async run(
    epoch: number,
    train: BatchCursor,
    validation: BatchCursor | undefined,
    context: TrainingContext,
  ): Promise<EpochOutcome> {
    const { stepsPerEpoch, validationSteps } = this.plan
    const trained = await this.stage('train', epoch, train.take(stepsPerEpoch), stepsPerEpoch, context)
    if (!validation || trained.reason !== 'completed') return trained
    const validated = await this.stage('validate', epoch, validation.take(validationSteps), validationSteps, context)
    const named = Object.entries(validated.logs).map(([name, value]) => [`val_${name}`, value])
    // A validation loss that is not finite says that the weights are spoilt, as a training loss does.
    return { reason: validated.reason, logs: { ...trained.logs, ...Object.fromEntries(named) } }
  }

  private async stage(
    stage: 'train' | 'validate',
    epoch: number,
    batches: AsyncIterable<Batch>,
    steps: number,
    context: TrainingContext,
  ): Promise<EpochOutcome> {
    const { signal, onEvent, callbacks, metrics: names, loss: lossName } = this.plan
    const { trunk, step: engineStep } = this.prepared
    const metrics = createMetrics(names, lossName)
    const loss = new WeightedMean()
    let step = 0
    for await (const batch of featureStream(batches, trunk)) {
      const labels = labelsOf(batch)
      const result =
        stage === 'train'
          ? await engineStep.run(batch.features, labels)
          : await engineStep.evaluate(batch.features, labels)
      loss.add(result.loss, labels.shape[0])
      metrics.update(labels, result.outputs)
      const logs: Logs = { loss: loss.result(), ...metrics.result() }
      onEvent({ type: 'step', phase: this.phase, stage, epoch, step, steps, logs })
      if (!Number.isFinite(result.loss)) return { reason: 'not-a-number', logs }
      if (stage === 'train') for (const callback of callbacks) await callback.onStepEnd(context, step, logs)
      step++
      if (signal?.aborted) return { reason: 'aborted', logs }
    }
    return { reason: 'completed', logs: { loss: loss.result(), ...metrics.result() } }
  }
}
