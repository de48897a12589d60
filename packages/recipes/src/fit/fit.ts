import type { Logs, Phase, StopReason } from '@graft-ml/core'
import type { PreparedModel } from '@graft-ml/engine'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import type { TrainingContext } from '../callbacks/callback'
import { BatchCursor } from './batch-cursor'
import { EpochRunner } from './epoch-runner'
import type { FitResult } from './options'
import type { FitPlan } from './plan'
import { keepLastGood } from './last-good'

/** The one training loop: every phase, every engine. */
export async function fit(model: LayersModel, plan: FitPlan, phase: Phase): Promise<FitResult> {
  const prepared = await plan.engine.prepareTraining(model, { loss: plan.loss, optimizer: plan.optimizer })
  const train = new BatchCursor(plan.train, 'train')
  const validation = plan.validation && new BatchCursor(plan.validation, 'validation')
  try {
    return await runEpochs(model, plan, phase, prepared, train, validation)
  } finally {
    await Promise.all([train.close(), validation?.close()])
    await prepared.dispose()
  }
}

async function runEpochs(
  model: LayersModel,
  plan: FitPlan,
  phase: Phase,
  prepared: PreparedModel,
  train: BatchCursor,
  validation: BatchCursor | undefined,
): Promise<FitResult> {
  const { step } = prepared
  const { epochs, onEvent, callbacks } = plan
  const runner = new EpochRunner(plan, phase, prepared)
  const lastGood = await keepLastGood(step)
  let stopped = false
  const context: TrainingContext = {
    phase,
    epochs,
    get learningRate() {
      return step.learningRate
    },
    set learningRate(value: number) {
      step.learningRate = value
    },
    snapshot: () => step.snapshot(),
    restore: (snapshot) => step.restore(snapshot),
    model: async () => {
      await step.sync()
      return model
    },
    stop: () => {
      stopped = true
    },
  }
  const history: Record<string, number[]> = {}
  const seconds: number[] = []
  let reason: StopReason = 'completed'

  onEvent({
    type: 'phase-begin',
    phase,
    epochs,
    stepsPerEpoch: plan.stepsPerEpoch,
    validationSteps: plan.validationSteps,
    trainableParameters: step.trainableParameters,
  })
  for (const callback of callbacks) await callback.onTrainBegin(context)
  for (let epoch = 0; epoch < epochs && reason === 'completed'; epoch++) {
    const begin = performance.now()
    onEvent({ type: 'epoch-begin', phase, epoch })
    for (const callback of callbacks) await callback.onEpochBegin(context, epoch)
    const outcome = await runner.run(epoch, train, validation, context)
    if (outcome.reason !== 'completed') {
      reason = outcome.reason
      if (reason === 'not-a-number') await lastGood.restore()
      break
    }
    await lastGood.update()
    const took = (performance.now() - begin) / 1000
    seconds.push(took)
    append(history, outcome.logs)
    for (const callback of callbacks) await callback.onEpochEnd(context, epoch, outcome.logs)
    onEvent({ type: 'epoch-end', phase, epoch, logs: outcome.logs, seconds: took, learningRate: step.learningRate })
    if (stopped) reason = 'stopped-by-callback'
  }
  for (const callback of callbacks) await callback.onTrainEnd(context)
  await step.sync()
  onEvent({ type: 'phase-end', phase, reason })
  return { history, seconds, reason }
}

function append(history: Record<string, number[]>, logs: Logs): void {
  for (const [name, value] of Object.entries(logs)) {
    history[name] ??= []
    history[name].push(value)
  }
}
