import { InvalidArgumentError } from '@graft-ml/core'
import { accuracy } from './accuracy'
import { confusionMatrix } from './confusion-matrix'
import type { Numbers } from './labels'
import { type ClassScores, precisionRecallF1, type Scores } from './precision-recall-f1'

/** A class with its name and scores. */
export interface NamedScores extends ClassScores {
  readonly name: string
}

/** What a classifier gets right, class by class and in all. */
export interface ClassificationReport {
  readonly classes: readonly NamedScores[]
  readonly accuracy: number
  readonly macro: Scores
  readonly weighted: Scores
  /** [true class][predicted class] */
  readonly confusionMatrix: readonly (readonly number[])[]
  /** How many pictures there were. */
  readonly support: number
}

/**
 * Scores by class name.
 *
 * @param labels True class indices, [N].
 * @param predictions Predicted class indices, [N].
 * @param classNames The name of each class, by its index.
 * @throws InvalidArgumentError for empty or unequal lists and for indices without a name.
 */
export function classificationReport(
  labels: Numbers,
  predictions: Numbers,
  classNames: readonly string[],
): ClassificationReport {
  if (classNames.length === 0) {
    throw new InvalidArgumentError({
      argument: 'classNames',
      expected: 'a list of names',
      received: classNames,
    })
  }
  const { perClass, macro, weighted } = precisionRecallF1(labels, predictions, classNames.length)
  return {
    classes: perClass.map((scores, index) => ({ name: classNames[index]!, ...scores })),
    accuracy: accuracy(labels, predictions),
    macro,
    weighted,
    confusionMatrix: confusionMatrix(labels, predictions, classNames.length),
    support: labels.length,
  }
}

/** A report as a table of plain text, numbers with `digits` decimals (default 4). */
export function formatClassificationReport(
  report: ClassificationReport,
  { digits = 4 }: { digits?: number } = {},
): string {
  const row = (name: string, { precision, recall, f1 }: Scores, support: number) => [
    name,
    ...[precision, recall, f1].map((value) => value.toFixed(digits)),
    String(support),
  ]
  return table([
    ['', 'precision', 'recall', 'f1', 'support'],
    ...report.classes.map((scores) => row(scores.name, scores, scores.support)),
    [],
    ['accuracy', '', '', report.accuracy.toFixed(digits), String(report.support)],
    row('macro average', report.macro, report.support),
    row('weighted average', report.weighted, report.support),
  ])
}

/** First column to the left, the others to the right. */
function table(rows: readonly (readonly string[])[]): string {
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)))
  const lines = rows.map((row) =>
    row
      .map((text, column) => (column === 0 ? text.padEnd(widths[0]!) : text.padStart(widths[column]!)))
      .join('  '),
  )
  return `${lines.map((line) => line.trimEnd()).join('\n')}\n`
}
