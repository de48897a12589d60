import { InvalidArgumentError, type Logs, oneOf } from '@graft-ml/core'
import { RecipeError } from '../errors/recipe-error'

export const MONITOR_MODES = ['auto', 'min', 'max'] as const

/** Which value of the logs is watched, and what counts as better. */
export interface MonitorOptions {
  /** The log to watch. Default `val_loss`. */
  readonly monitor?: string
  /**
   * Which way is better; `auto` (default): up for accuracies, precision, recall and AUC, down for losses and errors.
   * A log of another name needs `min` or `max`.
   */
  readonly mode?: (typeof MONITOR_MODES)[number]
  /** Changes up to this size do not count as better. Default 0. */
  readonly minDelta?: number
}

const UP = /^(val_)?(acc|accuracy|auc|precision|recall|.*_accuracy)$/
const DOWN = /^(val_)?(loss|mse|mae|.*_loss|.*_error)$/

/** Answers "is this better?" for the callbacks that ask. */
export class Monitor {
  readonly name: string
  private readonly direction: 1 | -1
  private readonly minDelta: number

  /** @throws InvalidArgumentError for an unknown mode, or where `auto` cannot tell which way is better */
  constructor({ monitor = 'val_loss', mode = 'auto', minDelta = 0 }: MonitorOptions) {
    this.name = monitor
    this.direction = directionOf(monitor, oneOf('mode', mode, MONITOR_MODES))
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

  /**
   * Whether `value` is better than `reference`; any number is better than nothing.
   *
   * Compared in single precision, as Keras does: two losses that differ by less than it holds are equal.
   */
  isBetter(value: number, reference: number | undefined): boolean {
    if (reference === undefined) return !Number.isNaN(value)
    const nearest = Math.fround(value - this.direction * this.minDelta)
    return this.direction * nearest > this.direction * Math.fround(reference)
  }
}

function directionOf(monitor: string, mode: (typeof MONITOR_MODES)[number]): 1 | -1 {
  if (mode !== 'auto') return mode === 'max' ? 1 : -1
  if (UP.test(monitor)) return 1
  if (DOWN.test(monitor)) return -1
  throw new InvalidArgumentError({
    argument: `mode for monitor '${monitor}'`,
    expected: "'min' or 'max', because the name does not say which way is better",
    received: mode,
  })
}
