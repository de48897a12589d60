import { confusionMatrix } from './confusion-matrix'
import type { Numbers } from './labels'

/** Precision, recall and their harmonic mean, 0..1. A quotient 0/0 counts as 0. */
export interface Scores {
  /** Of those predicted as the class, the share that belongs to it. */
  readonly precision: number
  /** Of those that belong to the class, the share predicted as it. */
  readonly recall: number
  readonly f1: number
}

/** The scores of one class, and how many labels it has. */
export interface ClassScores extends Scores {
  readonly support: number
}

/** Scores class by class and averaged in three ways. */
export interface PrecisionRecallF1 {
  /** One entry a class, by its index. */
  readonly perClass: readonly ClassScores[]
  /** Every class counts the same. */
  readonly macro: Scores
  /** Every picture counts the same; with one class a picture, all three are the accuracy. */
  readonly micro: Scores
  /** Every class counts by its number of labels. */
  readonly weighted: Scores
}

/**
 * Precision, recall and F1 as scikit-learn's `precision_recall_fscore_support` with `zero_division=0`.
 *
 * @param labels True class indices, [N].
 * @param predictions Predicted class indices, [N].
 * @param classes How many classes there are. Default: one more than the largest index that occurs.
 * @throws InvalidArgumentError for empty or unequal lists and for indices that are no classes.
 */
export function precisionRecallF1(
  labels: Numbers,
  predictions: Numbers,
  classes?: number,
): PrecisionRecallF1 {
  const matrix = confusionMatrix(labels, predictions, classes)
  const perClass = matrix.map((row, index): ClassScores => {
    const support = sum(row)
    const predicted = sum(matrix.map((other) => other[index]!))
    return { ...scores(row[index]!, predicted, support), support }
  })
  const right = sum(matrix.map((row, index) => row[index]!))
  return {
    perClass,
    macro: mean(perClass, () => 1),
    micro: scores(right, labels.length, labels.length),
    weighted: mean(perClass, ({ support }) => support),
  }
}

function scores(right: number, predicted: number, support: number): Scores {
  // F1 straight from the counts: 2pr / (p + r) loses digits and is 0/0 more often.
  return {
    precision: quotient(right, predicted),
    recall: quotient(right, support),
    f1: quotient(2 * right, predicted + support),
  }
}

function mean(perClass: readonly ClassScores[], weight: (one: ClassScores) => number): Scores {
  const total = sum(perClass.map(weight))
  const average = (name: keyof Scores) => quotient(sum(perClass.map((one) => one[name] * weight(one))), total)
  return { precision: average('precision'), recall: average('recall'), f1: average('f1') }
}

function quotient(a: number, b: number): number {
  return b === 0 ? 0 : a / b
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
