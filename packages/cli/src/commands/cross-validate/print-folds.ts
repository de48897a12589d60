import { deviation, mean } from 'd3-array'
import type { Paint } from '../../terminal/paint'
import { percent } from '../../text/percent'

/** What came of a fold. */
export interface FoldScore {
  /** From 1. */
  readonly fold: number
  /** Of the photos that it was validated on, the share that is right. */
  readonly accuracy: number
  /** Mean cross-entropy of these photos, in nats. */
  readonly loss: number
  readonly photos: number
}

export interface FoldSummary {
  /** Mean of the accuracies. */
  readonly mean: number
  /** Their standard deviation, of a sample. */
  readonly deviation: number
}

export function summaryOf(scores: readonly FoldScore[]): FoldSummary {
  const accuracies = scores.map(({ accuracy }) => accuracy)
  return { mean: mean(accuracies)!, deviation: deviation(accuracies)! }
}

export interface PrintedFolds {
  readonly scores: readonly FoldScore[]
  /** Undefined where it was interrupted. */
  readonly summary: FoldSummary | undefined
  /** Of the runs, as one types it. */
  readonly folder: string
}

/** What came of all folds, and where they lie. */
export function printFolds({ scores, summary, folder }: PrintedFolds, paint: Paint): string {
  if (!summary) return `What was learnt so far is kept. Go on with the same command and --out ${folder}\n`
  const lines = scores.map(
    ({ fold, accuracy, photos }) =>
      `  fold ${fold}${percent(accuracy).padStart(10)}${photos.toLocaleString('en').padStart(9)} photos\n`,
  )
  const points = (100 * summary.deviation).toFixed(1)
  return [
    `\n${paint('bold', percent(summary.mean))} right on the mean, give or take ${points} points from fold to fold.\n\n`,
    ...lines,
    `\n${paint('bold', folder)} holds a run for each: graft report ${folder}/fold-1\n`,
  ].join('')
}
