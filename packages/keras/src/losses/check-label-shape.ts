import { LabelShapeError } from './label-shape-error'

/** Throws a {@link LabelShapeError} unless labels and outputs have the same shape, [N, ...]. */
export function checkSameShape(user: string, labels: readonly number[], outputs: readonly number[]): void {
  if (!same(labels, outputs) || outputs.length < 2) {
    throw new LabelShapeError({ user, expected: [outputs], received: labels, outputs })
  }
}

/** Throws a {@link LabelShapeError} unless labels are one class number, [N, 1] or [N], for outputs [N, classes]. */
export function checkSparseShape(user: string, labels: readonly number[], outputs: readonly number[]): void {
  const samples = outputs.slice(0, -1)
  if (outputs.length < 2 || !(same(labels, samples) || same(labels, [...samples, 1]))) {
    throw new LabelShapeError({ user, expected: [[...samples, 1], samples], received: labels, outputs })
  }
}

function same(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((size, axis) => size === b[axis])
}
