import type { Writable } from 'node:stream'
import { styleText } from 'node:util'
import type { Row, Verdict } from '../measures/row'
import { COLUMNS, cells } from './format'

const COLORS: Readonly<Record<Verdict, 'green' | 'yellow' | 'red'>> = {
  aim: 'green',
  bar: 'yellow',
  missed: 'red',
}

/** Rows as a table for a terminal; notes stand below their row. */
export function table(rows: readonly Row[], stream: Writable): string {
  const lines = rows.map(cells)
  const widths = widthsOf([[...COLUMNS], ...lines])
  const head = styleText('bold', pad([...COLUMNS], widths), { stream })
  const body = rows.map((row, at) => {
    const text = pad(lines[at], widths)
    const painted = row.verdict ? styleText(COLORS[row.verdict], text, { stream }) : text
    return row.note ? `${painted}\n  ${styleText('dim', row.note, { stream })}` : painted
  })
  return [head, ...body].join('\n')
}

/** Any cells below each other, the first row first. */
export function plainTable(lines: readonly (readonly string[])[]): string {
  const widths = widthsOf(lines)
  return lines.map((line) => pad(line, widths)).join('\n')
}

function widthsOf(lines: readonly (readonly string[])[]): number[] {
  return lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
}

function pad(line: readonly string[], widths: readonly number[]): string {
  return line
    .map((cell, column) => cell.padEnd(widths[column]))
    .join('  ')
    .trimEnd()
}
