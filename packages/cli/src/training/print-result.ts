import type { StopReason } from '@graft-ml/core'
import type { ClassificationReport } from '@graft-ml/report'
import type { Page } from '../terminal/page'
import { words, wrap } from '../terminal/wrap'

export interface PrintedResult {
  /** Of the run, as one types it. */
  readonly folder: string
  readonly reason: StopReason
  readonly scores: ClassificationReport | undefined
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

/** How many are right, of all and of each class. */
export function printScores({ accuracy, support, classes }: ClassificationReport, { paint }: Page): string {
  const right = Math.round(accuracy * support)
  const width = Math.max(...classes.map(({ name }) => name.length)) + 2
  const head = ['', 'found', 'right', 'photos']
  const cells = classes.map(({ name, recall, precision, support }) => [
    name,
    percent(recall),
    percent(precision),
    support.toLocaleString('en'),
  ])
  const line = ([name, ...numbers]: readonly string[]) =>
    `  ${name!.padEnd(width)}${numbers.map((text) => text.padStart(9)).join('')}\n`
  return [
    `${paint('bold', percent(accuracy))} right: ${right.toLocaleString('en')} of ${support.toLocaleString('en')} photos.\n\n`,
    paint('dim', line(head)),
    ...cells.map(line),
  ].join('')
}

/** True classes in rows, what the model takes them for in columns. */
export function printConfusion({ confusionMatrix, classes }: ClassificationReport, { paint }: Page): string {
  const names = classes.map(({ name }) => name)
  const width = Math.max(...names.map((name) => name.length)) + 2
  const head = ' '.repeat(2 + width) + names.map((name) => name.padStart(width)).join('')
  const lines = confusionMatrix.map((row, label) => {
    const cells = row.map((count, taken) => {
      const text = count.toLocaleString('en').padStart(width)
      return taken === label ? paint('green', text) : count > 0 ? paint('red', text) : paint('dim', text)
    })
    return `  ${names[label]!.padEnd(width)}${cells.join('')}\n`
  })
  return `${paint('dim', `${head}  <- taken for`)}\n${lines.join('')}`
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)}%`
}
