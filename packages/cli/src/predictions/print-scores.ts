import type { ClassificationReport } from '@graft-ml/report'
import type { Page } from '../terminal/page'
import { percent } from '../text/percent'

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
