import { InvalidArgumentError } from '@graft-ml/core'
import { type Numbers, requireClassIndices, requireFlat, requireSameLength } from './labels'

/**
 * The mean cross-entropy of probabilities, in nats.
 *
 * @param labels Class indices, [N].
 * @param probabilities Of class 1, [N], with labels 0 and 1; or of each class, [N][classes].
 * @param epsilon Probabilities are clipped to [epsilon, 1 - epsilon]. Default 1e-7, as Keras does.
 * @throws InvalidArgumentError for empty or unequal lists, other labels, or values outside 0..1.
 */
export function logLoss(
  labels: Numbers,
  probabilities: Numbers | readonly Numbers[],
  { epsilon = 1e-7 }: { epsilon?: number } = {},
): number {
  requireSameLength(labels, probabilities, 'probabilities')
  const rows = Array.from(probabilities as ArrayLike<number | Numbers>, (row) =>
    typeof row === 'number' ? [1 - row, row] : row,
  )
  requireClassIndices(labels, 'labels', rows[0]?.length)
  const total = rows.reduce((sum, row, index) => {
    requireProbabilities(row, rows[0]!.length, index)
    return sum - Math.log(Math.min(1 - epsilon, Math.max(epsilon, row[labels[index]!]!)))
  }, 0)
  return total / labels.length
}

function requireProbabilities(row: Numbers, classes: number, index: number): void {
  requireFlat(row, `probabilities[${index}]`)
  if (row.length === classes && Array.from(row).every((value) => value >= 0 && value <= 1)) return
  throw new InvalidArgumentError({
    argument: `probabilities[${index}]`,
    expected: `${classes} numbers from 0 to 1 (or one, for class 1)`,
    received: Array.from(row),
  })
}
