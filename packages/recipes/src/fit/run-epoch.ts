import type { Logs, StopReason } from '@graft-ml/core'
import type { TrainingContext } from '../callbacks/callback'
import { type FeatureBatch, labelsOf } from '../features/feature-source'
import { joinBatches } from '../features/join-batches'
import { RunningLogs } from './running-logs'
import type { TrainingParts } from './training-parts'

/** One epoch, from its beginning or from where it was interrupted. */
export interface EpochRun {
  readonly parts: TrainingParts
  readonly context: TrainingContext
  readonly epoch: number
  /** Steps that were done before an interruption; `running` holds what they gave. */
  readonly firstStep: number
  readonly running: RunningLogs
  /** Called after every callback has seen the end of a step. */
  settle(nextStep: number): Promise<void>
}

/** How an epoch ended; `logs` are whole only where it was completed. */
export interface EpochOutcome {
  readonly reason: StopReason
  readonly logs: Logs
}

/** The training steps, then validation. */
export async function runEpoch(run: EpochRun): Promise<EpochOutcome> {
  const { parts, context, epoch } = run
  const trained = await train(run)
  if (trained.reason !== 'completed') return trained
  for (const callback of parts.plan.callbacks) await callback.onValidationBegin(context, epoch)
  if (!parts.validation) return trained
  const validated = await validate(run)
  const named = Object.entries(validated.logs).map(([name, value]) => [`val_${name}`, value])
  // A validation loss that is not finite says that the weights are spoilt, as a training loss does.
  return { reason: validated.reason, logs: { ...trained.logs, ...Object.fromEntries(named) } }
}

async function train(run: EpochRun): Promise<EpochOutcome> {
  const { parts, context, running } = run
  const { plan, prepared, objective, train: source } = parts
  // A callback may have ended the epoch in the very step after which the run was interrupted.
  const steps = context.reason === 'completed' ? plan.stepsPerEpoch - run.firstStep : 0
  let step = run.firstStep
  for await (const batch of source.take(steps)) {
    for (const callback of plan.callbacks) await callback.onStepBegin(context, step)
    const { target, sampleWeights, truth } = objective.lesson(labelsOf(batch))
    const result = await prepared.step.run(batch.features, target, sampleWeights)
    running.add(result, truth)
    source.position = batch.after
    const logs = running.result()
    announce(run, 'train', step, plan.stepsPerEpoch, logs)
    if (!Number.isFinite(result.loss)) return { reason: 'not-a-number', logs }
    for (const callback of plan.callbacks) await callback.onStepEnd(context, step, logs)
    step++
    await run.settle(step)
    if (plan.signal?.aborted) return { reason: 'aborted', logs }
    // As in Keras: no more steps, but the validation and the end of the epoch.
    if (context.reason === 'stopped-by-callback') break
  }
  return { reason: 'completed', logs: running.result() }
}

async function validate(run: EpochRun): Promise<EpochOutcome> {
  const { plan, validation: source } = run.parts
  const running = new RunningLogs(plan.metrics, plan.loss)
  let done = 0
  for await (const batch of joinBatches(source!.take(plan.validationSteps))) {
    const { loss } = await evaluate(run, batch, running)
    source!.position = batch.after
    const logs = running.result()
    done += batch.batches
    announce(run, 'validate', done - 1, plan.validationSteps, logs)
    if (!Number.isFinite(loss)) return { reason: 'not-a-number', logs }
    if (plan.signal?.aborted) return { reason: 'aborted', logs }
  }
  return { reason: 'completed', logs: running.result() }
}

async function evaluate({ parts }: EpochRun, batch: FeatureBatch, running: RunningLogs) {
  const labels = labelsOf(batch)
  const result = await parts.prepared.step.evaluate(batch.features, parts.objective.target(labels))
  running.add(result, labels)
  return result
}

function announce(
  { parts: { plan, phase }, epoch }: EpochRun,
  stage: 'train' | 'validate',
  step: number,
  steps: number,
  logs: Logs,
): void {
  plan.onEvent({ type: 'step', phase, stage, epoch, step, steps, logs })
}
