import type { Logs, StopReason } from '@graft-ml/core'
import type { Callback, TrainingContext } from '../callbacks/callback'
import { keepLastGood, type LastGood } from './last-good'
import type { FitResult } from './options'
import { runEpoch } from './run-epoch'
import type { TrainingParts } from './training-parts'

/** One phase of training, epoch by epoch. Runs once. */
export class Training {
  private readonly history: Record<string, number[]> = {}
  private readonly seconds: number[] = []
  private readonly context: TrainingContext
  private reason: StopReason = 'completed'

  constructor(private readonly parts: TrainingParts) {
    this.context = this.createContext()
  }

  async run(): Promise<FitResult> {
    const { plan, phase, prepared } = this.parts
    const lastGood = await keepLastGood(prepared.step)
    this.announce()
    await this.callBack((callback) => callback.onTrainBegin(this.context))
    for (let epoch = 0; epoch < plan.epochs && this.reason === 'completed'; epoch++) {
      await this.runEpoch(epoch, lastGood)
    }
    if (this.reason === 'not-a-number') await lastGood.restore()
    await this.callBack((callback) => callback.onTrainEnd(this.context))
    await prepared.step.sync()
    plan.onEvent({ type: 'phase-end', phase, reason: this.reason })
    return { history: this.history, seconds: this.seconds, reason: this.reason }
  }

  private async runEpoch(epoch: number, lastGood: LastGood): Promise<void> {
    const { plan, phase } = this.parts
    const begin = performance.now()
    plan.onEvent({ type: 'epoch-begin', phase, epoch })
    await this.callBack((callback) => callback.onEpochBegin(this.context, epoch))
    const { learningRate } = this.context
    const { reason, logs } = await runEpoch(this.parts, epoch, this.context)
    if (reason !== 'completed') {
      this.reason = reason
      return
    }
    await lastGood.update()
    const seconds = (performance.now() - begin) / 1000
    this.record(logs, seconds)
    plan.onEvent({ type: 'epoch-end', phase, epoch, logs, seconds, learningRate })
    await this.callBack((callback) => callback.onEpochEnd(this.context, epoch, logs))
  }

  private announce(): void {
    const { plan, phase, prepared } = this.parts
    plan.onEvent({
      type: 'phase-begin',
      phase,
      epochs: plan.epochs,
      stepsPerEpoch: plan.stepsPerEpoch,
      validationSteps: plan.validationSteps,
      trainableParameters: prepared.step.trainableParameters,
      engine: `trunk on ${prepared.trunk.name}, steps on ${prepared.step.name}`,
    })
  }

  private record(logs: Logs, seconds: number): void {
    this.seconds.push(seconds)
    for (const [name, value] of Object.entries(logs)) {
      this.history[name] ??= []
      this.history[name].push(value)
    }
  }

  private async callBack(hook: (callback: Callback) => void | Promise<void>): Promise<void> {
    for (const callback of this.parts.plan.callbacks) await hook(callback)
  }

  private createContext(): TrainingContext {
    const { model, plan, phase, prepared } = this.parts
    const { step } = prepared
    return {
      phase,
      epochs: plan.epochs,
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
        this.reason = 'stopped-by-callback'
      },
    }
  }
}
