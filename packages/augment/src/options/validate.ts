import { InvalidArgumentError } from '@graft-ml/core'
import type { Pair, ShiftRange } from './options'

/** Throws an error that lists the valid names when `options` has another one. */
export function checkNames(argument: string, options: object, names: readonly string[]): void {
  for (const name of Object.keys(options)) {
    if (!names.includes(name)) {
      throw new InvalidArgumentError({
        argument: `an option of ${argument}`,
        expected: names,
        received: name,
      })
    }
  }
}

export function finite(argument: string, value: number): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value
  throw new InvalidArgumentError({ argument, expected: 'a finite number', received: value })
}

export function notNegative(argument: string, value: number): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  throw new InvalidArgumentError({ argument, expected: 'a finite number of 0 or more', received: value })
}

export function boolean(argument: string, value: boolean): boolean {
  if (typeof value === 'boolean') return value
  throw new InvalidArgumentError({ argument, expected: 'true or false', received: value })
}

export function wholeNumber(argument: string, value: number, least: number): number {
  if (Number.isSafeInteger(value) && value >= least) return value
  throw new InvalidArgumentError({ argument, expected: `an integer of ${least} or more`, received: value })
}

export function shiftRange(argument: string, value: ShiftRange): ShiftRange {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  const numbers =
    values.length > 0 && values.every((entry) => typeof entry === 'number' && Number.isFinite(entry))
  if (numbers && (Array.isArray(value) || Number(value) >= 0)) return value
  throw new InvalidArgumentError({
    argument,
    expected: 'a number of 0 or more, or a list of numbers that is not empty',
    received: value,
  })
}

export function zoomPair(argument: string, value: number | Pair): Pair {
  if (typeof value === 'number' && value >= 0 && value < 1) return [1 - value, 1 + value]
  if (isPair(value) && value[0] > 0 && value[1] > 0) return value
  throw new InvalidArgumentError({
    argument,
    expected: 'a number from 0 to below 1, or two positive numbers [least, most]',
    received: value,
  })
}

export function brightnessPair(argument: string, value: Pair | null): Pair | null {
  if (value === null || (isPair(value) && value[0] >= 0 && value[1] >= 0)) return value
  throw new InvalidArgumentError({
    argument,
    expected: 'two numbers of 0 or more [least, most], or null',
    received: value,
  })
}

function isPair(value: unknown): value is Pair {
  return (
    Array.isArray(value) &&
    value.length === 2 &&
    value.every((entry) => typeof entry === 'number' && Number.isFinite(entry))
  )
}
