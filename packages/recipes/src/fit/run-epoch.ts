import type { Logs, StopReason } from '@graft-ml/core'
import type { TrainingContext } from '../callbacks/callback'
import type { BatchCursor } from './batch-cursor'
import { featureStream, labelsOf } from './feature-stream'
import { RunningLogs } from './running-logs'
import type { TrainingParts } from './training-parts'

/** How an epoch ended; `logs` are whole only where it was completed. */
export interface EpochOutcome {
  readonly reason: StopReason
  readonly logs: Logs
}

type Stage = 'train' | 'validate'

/** One epoch: the training steps, then validation. */
export async function runEpoch(
  parts: TrainingParts,
  epoch: number,
  context: TrainingContext,
): Promise<EpochOutcome> {
  const trained = await runStage(parts, 'train', parts.train, epoch, context)
  if (!parts.validation || trained.reason !== 'completed') return trained
  const validated = await runStage(parts, 'validate', parts.validation, epoch, context)
  const named = Object.entries(validated.logs).map(([name, value]) => [`val_${name}`, value])
  // A validation loss that is not finite says that the weights are spoilt, as a training loss does.
  return { reason: validated.reason, logs: { ...trained.logs, ...Object.fromEntries(named) } }
}

async function runStage(
  { plan, phase, prepared }: TrainingParts,
  stage: Stage,
  batches: BatchCursor,
  epoch: number,
  context: TrainingContext,
): Promise<EpochOutcome> {
  const steps = stage === 'train' ? plan.stepsPerEpoch : plan.validationSteps
  const running = new RunningLogs(plan.metrics, plan.loss)
  let logs: Logs = {}
  let step = 0
  for await (const batch of featureStream(batches.take(steps), prepared.trunk)) {
    const labels = labelsOf(batch)
    const result =
      stage === 'train'
        ? await prepared.step.run(batch.features, labels)
        : await prepared.step.evaluate(batch.features, labels)
    running.add(result, labels)
    logs = running.result()
    plan.onEvent({ type: 'step', phase, stage, epoch, step, steps, logs })
    if (!Number.isFinite(result.loss)) return { reason: 'not-a-number', logs }
    if (stage === 'train')
      for (const callback of plan.callbacks) await callback.onStepEnd(context, step, logs)
    step++
    if (plan.signal?.aborted) return { reason: 'aborted', logs }
  }
  return { reason: 'completed', logs }
}
