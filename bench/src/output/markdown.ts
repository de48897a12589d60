import { SCALING_EPOCHS, type ScalingRow } from '../scaling/run-scaling'
import { COLUMNS, cells } from './format'
import type { Report } from './report'
import { SCALING_COLUMNS, scalingCells } from './scaling-cells'

/** The report for people to read, with what it takes to judge it. */
export function markdown(report: Report): string {
  const { rows, scaling } = report
  const notes = rows.filter(({ note }) => note).map(({ label, note }) => `- ${label}: ${oneLine(note)}`)
  return [
    '# Results',
    'Measured by `npm run bench`; [how](README.md).',
    table(['', ''], environment(report)),
    ...(rows.length > 0 ? ['## Graft beside Keras', MEANING, table(COLUMNS, rows.map(cells))] : []),
    ...(notes.length > 0 ? [notes.join('\n')] : []),
    ...(scaling.length > 0 ? scalingPart(scaling) : []),
    '',
  ].join('\n\n')
}

const MEANING =
  'Medians, in brackets the least and the most of the processes; a ratio is the median of the ratios of processes that ran one after the other.'

function environment({ dates, machine, versions, setting, rows }: Report): string[][] {
  const { processor, cores, memoryGB, instructionSets, system, loadBefore } = machine
  const counts = rows.flatMap(({ ratio, name }) => (ratio ? [`${name} ${ratio.count}`] : []))
  return [
    ['measured', datesLine(dates)],
    ['processor', `${processor}, ${cores} cores`],
    ['instruction sets', instructionSets.join(' ') || 'unknown'],
    ['memory', `${memoryGB} GB`],
    ['system', `${system}, load ${loadBefore} before`],
    ['versions', pairs(versions)],
    ['setting', pairs(setting)],
    ['pairs', counts.join(', ') || 'none'],
  ]
}

/** '2026-11-27', or the day of each section where they differ. */
function datesLine(dates: Report['dates']): string {
  const days = Object.entries(dates).map(([section, date]) => [section, date.slice(0, 10)] as const)
  const all = new Set(days.map(([, day]) => day))
  return all.size === 1 ? [...all][0]! : days.map((pair) => pair.join(' ')).join(', ')
}

function scalingPart(scaling: readonly ScalingRow[]): string[] {
  const notes = scaling.filter(({ note }) => note).map(({ note }) => `- ${oneLine(note)}`)
  return [
    '## As the work grows',
    `One process of each side for each line: the mean of ${SCALING_EPOCHS} epochs of each phase with validation. Photos are those of training + validation; above the data set's number, each is listed again.`,
    table(SCALING_COLUMNS, scaling.map(scalingCells)),
    ...(notes.length > 0 ? [notes.join('\n')] : []),
  ]
}

function table(head: readonly string[], lines: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...lines].map((line) => `| ${line.join(' | ')} |`).join('\n')
}

function pairs(values: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name} ${value}`)
    .join(', ')
}

/** The words of a failure may be a whole stack. */
function oneLine(text = ''): string {
  return text.replace(/\s+/g, ' ').slice(0, 300)
}
