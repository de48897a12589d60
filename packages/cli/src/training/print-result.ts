import type { StopReason } from '@graft-ml/core'
import { printScores } from '../predictions/print-scores'
import type { Scores } from '../predictions/scores'
import type { Page } from '../terminal/page'
import { words, wrap } from '../terminal/wrap'

export interface PrintedResult {
  /** Of the run, as one types it. */
  readonly folder: string
  readonly reason: StopReason
  readonly scores: Scores | undefined
}

const CONTENTS = [
  ['report.html', 'all of it as a page: curves, mistakes, where the model looks'],
  ['model/', 'the model, for graft predict and tfjs'],
  ['predictions.csv', 'what it says of each photo that it was validated on'],
  ['history.csv', 'every number of every epoch; accuracy.png and loss.png draw them'],
  ['config.json', 'what was asked for; environment.json: on what machine, for how long'],
  ['events/', 'for TensorBoard: tensorboard --logdir runs'],
] as const

/** What came of a training, and where it lies. */
export function printResult({ folder, reason, scores }: PrintedResult, page: Page): string {
  const { paint, width } = page
  if (!scores) {
    const sentence = 'What was learnt so far is kept. Go on with:'
    return `${sentence} ${paint('cyan', `graft resume ${folder}`)}\n`
  }
  const lines = CONTENTS.map(
    ([name, text]) => `  ${paint('bold', name.padEnd(16))}${wrap(words(text), { width, indent: 18 })}\n`,
  )
  return [
    reason === 'not-a-number'
      ? `${paint('red', 'The loss was not a number')}: the last good weights are kept. Try a lower learning rate.\n`
      : '',
    `\n${printScores(scores, page)}`,
    `\n${paint('bold', folder)}\n\n${lines.join('')}`,
  ].join('')
}
