import { InvalidArgumentError } from '@graft-ml/core'

/**
 * Weights with which each class counts as much as any other, however many samples it has: samples / (classes x count).
 * Together the samples count as much as without weights.
 *
 * @param counts of the samples of each class, by class number
 * @throws InvalidArgumentError where a class has none
 *
 * @example
 * balancedClassWeights([300, 100]) // [0.667, 2]
 */
export function balancedClassWeights(counts: readonly number[]): number[] {
  if (counts.length === 0 || !counts.every((count) => Number.isFinite(count) && count > 0)) {
    throw new InvalidArgumentError({
      argument: 'counts',
      expected: 'a number above 0 for each class',
      received: counts,
    })
  }
  const samples = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => samples / (counts.length * count))
}
