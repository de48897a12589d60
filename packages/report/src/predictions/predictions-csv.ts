import { InvalidArgumentError } from '@graft-ml/core'
import { type CsvValue, csv } from '../csv/csv'

/** What a model said of one picture. */
export interface PredictionRow {
  /** Where the picture lies, as it should be written. */
  readonly path: string
  /** The name of its true class; absent when it is not known. */
  readonly label?: string
  /** The name of the predicted class. */
  readonly prediction: string
  /**
   * A number: the probability of the positive class (column `probability`).
   * An object: a probability for each class name (columns `probability_<class>`).
   */
  readonly probability: number | Readonly<Record<string, number>>
}

/**
 * Predictions as comma-separated values (RFC 4180): path, label, prediction, then the probabilities.
 *
 * @throws InvalidArgumentError when the rows do not all have the same classes.
 */
export function predictionsCsv(rows: readonly PredictionRow[]): string {
  const classes = classesOf(rows[0])
  const names = classes?.map((name) => `probability_${name}`) ?? ['probability']
  const lines = rows.map((row, index): CsvValue[] => {
    requireSameClasses(row, index, classes)
    return [row.path, row.label, row.prediction, ...probabilities(row, classes)]
  })
  return csv([['path', 'label', 'prediction', ...names], ...lines])
}

function classesOf(row: PredictionRow | undefined): readonly string[] | undefined {
  return row === undefined || typeof row.probability === 'number' ? undefined : Object.keys(row.probability)
}

function probabilities({ probability }: PredictionRow, classes: readonly string[] | undefined): CsvValue[] {
  return typeof probability === 'number' ? [probability] : (classes ?? []).map((name) => probability[name])
}

function requireSameClasses(row: PredictionRow, index: number, classes: readonly string[] | undefined): void {
  const own = classesOf(row)
  const same = own?.length === classes?.length && (own ?? []).every((name) => classes?.includes(name))
  if (same) return
  throw new InvalidArgumentError({
    argument: `rows[${index}].probability`,
    expected: classes ? `an object with ${classes.join(', ')}` : 'one number, as in the first row',
    received: row.probability,
  })
}
