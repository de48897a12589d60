import type { Paint } from '../../terminal/paint'
import { percent } from '../../text/percent'

/** What came of a fold. */
export interface FoldScore {
  /** From 1. */
  readonly fold: number
  /** Of the photos that it was validated on, the share that is right. */
  readonly accuracy: number
  readonly photos: number
}

export interface FoldSummary {
  /** Mean of the accuracies. */
  readonly mean: number
  /** Their standard deviation, of a sample. */
  readonly deviation: number
}

export function summaryOf(scores: readonly FoldScore[]): FoldSummary {
  const mean = scores.reduce((sum, { accuracy }) => sum + accuracy, 0) / scores.length
  const squares = scores.reduce((sum, { accuracy }) => sum + (accuracy - mean) ** 2, 0)
  return { mean, deviation: Math.sqrt(squares / (scores.length - 1)) }
}

export function printFolds(
  scores: readonly FoldScore[],
  { mean, deviation }: FoldSummary,
  folder: string,
  paint: Paint,
): string {
  const lines = scores.map(
    ({ fold, accuracy, photos }) =>
      `  fold ${fold}${percent(accuracy).padStart(10)}${photos.toLocaleString('en').padStart(9)} photos\n`,
  )
  const points = (100 * deviation).toFixed(1)
  return [
    `\n${paint('bold', percent(mean))} right on the mean, give or take ${points} points from fold to fold.\n\n`,
    ...lines,
    `\n${paint('bold', folder)} holds a run for each: graft report ${folder}/fold-1\n`,
  ].join('')
}
