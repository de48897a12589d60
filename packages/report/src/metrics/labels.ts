import { InvalidArgumentError } from '@graft-ml/core'

/** Numbers in a row: an array or a typed array. */
export type Numbers = ArrayLike<number>

/** Throws unless `values` has one entry for each label, and there is at least one. */
export function requireSameLength(labels: Numbers, values: ArrayLike<unknown>, name: string): void {
  requireFlat(labels, 'labels')
  if (labels.length === 0) {
    throw new InvalidArgumentError({
      argument: 'labels',
      expected: 'a list of at least one label',
      received: [],
    })
  }
  if (labels.length !== values.length) {
    throw new InvalidArgumentError({
      argument: name,
      expected: `as long as labels (${labels.length})`,
      received: values.length,
    })
  }
}

/** Throws when an entry is not a number: a nested list, text, NaN. */
export function requireFlat(values: ArrayLike<unknown>, name: string): void {
  for (let i = 0; i < values.length; i++) {
    const value = values[i]
    if (typeof value === 'number' && !Number.isNaN(value)) continue
    throw new InvalidArgumentError({
      argument: `${name}[${i}]`,
      expected: 'a number (metrics take flat lists, one entry a picture)',
      received: value,
    })
  }
}

/** Throws unless every label is a whole number from 0 up to, not including, `classes`. */
export function requireClassIndices(values: Numbers, name: string, classes = Number.POSITIVE_INFINITY): void {
  requireFlat(values, name)
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!
    if (Number.isInteger(value) && value >= 0 && value < classes) continue
    const limit = Number.isFinite(classes) ? ` below ${classes}` : ''
    throw new InvalidArgumentError({
      argument: `${name}[${i}]`,
      expected: `a class index: a whole number from 0${limit}`,
      received: value,
    })
  }
}

/** How many labels are 1 and how many 0; throws for other labels, and unless both occur. */
export function countBinary(labels: Numbers): { positives: number; negatives: number } {
  requireClassIndices(labels, 'labels', 2)
  let positives = 0
  for (let i = 0; i < labels.length; i++) positives += labels[i]!
  const negatives = labels.length - positives
  if (positives === 0 || negatives === 0) {
    throw new InvalidArgumentError({
      argument: 'labels',
      expected: 'a list with both classes, 0 and 1: a ranking of one class alone has no curve',
      received: `${labels.length} labels, all ${positives === 0 ? 0 : 1}`,
    })
  }
  return { positives, negatives }
}
