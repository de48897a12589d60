import type { Logs, StopReason } from '@graft-ml/core'
import type { Callback, TrainingContext } from '../callbacks/callback'
import { EpochRecord } from './epoch-record'
import { LastGood } from './last-good'
import type { FitResult } from './options'
import { phaseBegin } from './phase-begin'
import { restoreCallbacks, restoreParts, statesOf } from './restore'
import { runEpoch } from './run-epoch'
import { RunningLogs } from './running-logs'
import { createContext, type RunningTraining } from './training-context'
import type { TrainingParts } from './training-parts'
import type { Progress, TrainingState } from './training-state'

/** One phase of training, epoch by epoch. Runs once. */
export class Training implements RunningTraining {
  reason: StopReason = 'completed'
  /** The step that comes next. */
  next: Progress = { epoch: 0, step: 0 }
  resumedAt: Progress | undefined
  private readonly context: TrainingContext
  private readonly record: EpochRecord
  private running: RunningLogs
  /** When the running epoch would have begun had it never been interrupted, in milliseconds. */
  private begin = 0
  private lastGood!: LastGood

  constructor(private readonly parts: TrainingParts) {
    this.context = createContext(parts, this)
    this.record = new EpochRecord(parts)
    this.running = this.freshLogs()
  }

  async run(): Promise<FitResult> {
    const { plan, phase, prepared } = this.parts
    const saved = await this.findState()
    plan.onEvent(phaseBegin(this.parts))
    if (saved) await this.resume(saved)
    this.lastGood = await LastGood.of(prepared.step, saved)
    await this.callBack((callback) => callback.onTrainBegin(this.context))
    if (saved) await restoreCallbacks(plan.callbacks, saved.callbacks, this.context)
    await this.prepareSources()
    this.begin = performance.now() - (saved?.elapsed ?? 0) * 1000
    while (this.hasMore()) await this.runEpoch()
    if (this.reason === 'not-a-number') await this.lastGood.restore()
    await this.callBack((callback) => callback.onTrainEnd(this.context))
    await prepared.step.sync()
    plan.onEvent({ type: 'phase-end', phase, reason: this.reason })
    const { reason, resumedAt, record } = this
    return { history: record.history(), seconds: record.seconds(), reason, resumedAt }
  }

  stop(): void {
    this.reason = 'stopped-by-callback'
  }

  async state(): Promise<TrainingState> {
    const { prepared, plan, train, validation } = this.parts
    const step = await prepared.step.state()
    return {
      progress: this.next,
      stopped: this.reason === 'stopped-by-callback',
      epochs: this.record.epochs,
      elapsed: this.next.step === 0 ? 0 : this.elapsed(),
      step,
      lastGood: this.lastGood.otherThan(step.weights),
      train: train.position,
      validation: validation?.position ?? null,
      seen: this.running.seen,
      callbacks: statesOf(plan.callbacks),
    }
  }

  private hasMore(): boolean {
    if (this.next.epoch >= this.parts.plan.epochs) return false
    // An epoch that a callback stopped in the middle still has its validation to come.
    return this.reason === 'completed' || (this.reason === 'stopped-by-callback' && this.next.step > 0)
  }

  /** A phase that is over needs nothing: a pool takes a while to make. */
  private async prepareSources(): Promise<void> {
    const { train, validation, plan } = this.parts
    for (const source of [train, validation]) {
      if (this.hasMore() && source && !(await source.prepare(plan.signal))) this.reason = 'aborted'
    }
  }

  private async runEpoch(): Promise<void> {
    const { epoch, step } = this.next
    if (step === 0) this.begin = performance.now()
    this.record.begin(epoch)
    if (step === 0) await this.callBack((callback) => callback.onEpochBegin(this.context, epoch))
    const { reason, logs } = await runEpoch({
      parts: this.parts,
      context: this.context,
      epoch,
      firstStep: step,
      running: this.running,
      settle: (nextStep) => this.settle({ epoch, step: nextStep }),
    })
    const { learningRate } = this.context
    if (reason !== 'completed') this.reason = reason
    // The last step may have written infinities after a loss that was still finite.
    else if (!(await this.lastGood.update())) this.reason = 'not-a-number'
    else await this.finishEpoch(epoch, logs, learningRate)
  }

  private async finishEpoch(epoch: number, means: Logs, learningRate: number): Promise<void> {
    const { callbacks } = this.parts.plan
    const seconds = this.elapsed()
    const logs = Object.assign({ ...means }, ...callbacks.map((callback) => callback.epochLogs(this.context)))
    this.record.finish({ logs, seconds, learningRate })
    await this.callBack((callback) => callback.onEpochEnd(this.context, epoch, logs))
    this.running = this.freshLogs()
    await this.settle({ epoch: epoch + 1, step: 0 })
  }

  /** Every callback has seen what happened: the state is whole. */
  private async settle(next: Progress): Promise<void> {
    const { signal } = this.parts.plan
    this.next = next
    if (signal?.aborted && this.hasMore()) this.reason = 'aborted'
    await this.callBack((callback) => callback.onSettled?.(this.context, next))
  }

  private async findState(): Promise<TrainingState | undefined> {
    for (const callback of this.parts.plan.callbacks) {
      const saved = await callback.resume?.(this.context)
      if (saved) return saved
    }
    return undefined
  }

  private async resume(saved: TrainingState): Promise<void> {
    await restoreParts(this.parts, saved)
    this.next = saved.progress
    this.resumedAt = saved.progress
    if (saved.stopped) this.stop()
    for (const { labels, ...result } of saved.seen) this.running.add(result, labels)
    this.record.restore(saved.epochs)
  }

  private elapsed(): number {
    return (performance.now() - this.begin) / 1000
  }

  private freshLogs(): RunningLogs {
    const { plan } = this.parts
    // Only a backup in the middle of an epoch needs the batches themselves.
    const keep = plan.callbacks.some((callback) => callback.onSettled)
    return new RunningLogs(plan.metrics, plan.loss, keep)
  }

  private async callBack(hook: (callback: Callback) => void | Promise<void>): Promise<void> {
    for (const callback of this.parts.plan.callbacks) await hook(callback)
  }
}
