import type { Logs } from '@graft-ml/core'
import { RecipeError } from '../errors/recipe-error'

export interface MonitorOptions {
  /** The log to watch. Default `val_loss`. */
  readonly monitor?: string
  /** Which way is better; `auto` (default): up for accuracies, precision, recall and AUC, down for the rest. */
  readonly mode?: 'auto' | 'min' | 'max'
  /** Changes up to this size do not count as better. */
  readonly minDelta?: number
}

const HIGHER_IS_BETTER = /^(val_)?(acc|accuracy|auc|precision|recall|.*_accuracy)$/

/** Answers "is this better?" for the callbacks that ask. */
export class Monitor {
  private readonly name: string
  private readonly direction: 1 | -1
  private readonly minDelta: number

  constructor({ monitor = 'val_loss', mode = 'auto', minDelta = 0 }: MonitorOptions) {
    this.name = monitor
    this.direction = mode === 'max' || (mode === 'auto' && HIGHER_IS_BETTER.test(monitor)) ? 1 : -1
    this.minDelta = Math.abs(minDelta)
  }

  /** @throws RecipeError `UNKNOWN_METRIC` when the logs do not hold the value */
  read(logs: Logs): number {
    if (Object.hasOwn(logs, this.name)) return logs[this.name]
    throw new RecipeError({
      code: 'UNKNOWN_METRIC',
      message: `A callback watches '${this.name}', which is not in the logs.`,
      hint: `There are: ${Object.keys(logs).join(', ')}. Values that begin with val_ need a validation source.`,
    })
  }

  /** Whether `value` is better than `reference`; anything is better than nothing. */
  isBetter(value: number, reference: number | undefined): boolean {
    if (reference === undefined) return !Number.isNaN(value)
    return this.direction * (value - reference) > this.minDelta
  }
}
