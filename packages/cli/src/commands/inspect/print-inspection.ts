import { formatBytes } from '@graft-ml/core'
import type { ClassInspection, FolderInspection, PartInspection, Spread } from '@graft-ml/dataset'
import type { Page } from '../../terminal/page'
import { words, wrap } from '../../terminal/wrap'
import { countOf } from '../../text/count-of'
import { shortenPath } from '../../text/shorten-path'
import type { Finding } from './findings'
import { picturesOf } from './pictures-of'
import type { Split } from './split-of'

interface Inspected {
  readonly inspection: FolderInspection
  readonly split: Split | undefined
  readonly findings: readonly Finding[]
}

const LABEL_WIDTH = 12
const BAR_WIDTH = 24
/** Files that are named of one finding. */
const SHOWN_FILES = 5

/** What there is, then what is wrong with it. */
export function printInspection({ inspection, split, findings }: Inspected, page: Page): string {
  const { paint } = page
  return [
    `${paint('bold', shortenPath(inspection.folder))}\n\n`,
    printClasses(inspection.parts, page),
    `\n${printFacts(inspection, split, page)}\n`,
    findings.length === 0
      ? `  ${paint('green', '✓')} Nothing is wrong with it.\n`
      : findings.map((finding) => printFinding(finding, page)).join('\n'),
  ].join('')
}

/** A line for each class, a column for each part; of one part bars as well. */
function printClasses(parts: readonly PartInspection[], { paint }: Page): string {
  const names = [...new Set(parts.flatMap((part) => part.classes.map(({ name }) => name)))]
  const width = Math.max(LABEL_WIDTH, ...names.map((name) => name.length + 2))
  const columns = parts.map(columnOf)
  const title = parts.map(({ name }, at) => name.padStart(columns[at]!.width)).join('   ')
  const lines = names.map((name) => {
    const cells = columns.map((column) => column.cellOf(name))
    const bar = parts.length === 1 ? `  ${paint('cyan', barOf(parts[0]!, name))}` : ''
    return `  ${name.padEnd(width)}${cells.join('   ')}${bar}\n`
  })
  const heading = parts.length > 1 ? `  ${paint('dim', ' '.repeat(width) + title)}\n` : ''
  return heading + lines.join('')
}

/** Numbers and shares of a part's classes, all of the same width. */
function columnOf(part: PartInspection): { width: number; cellOf(name: string): string } {
  const all = picturesOf(part)
  const numbers = part.classes.map(({ pictures }) => pictures.toLocaleString('en'))
  const width = Math.max(part.name.length, ...numbers.map((number) => number.length + 6))
  const cellOf = (name: string) => {
    const one = part.classes.find((candidate) => candidate.name === name)
    if (!one) return '–'.padStart(width)
    const share = all === 0 ? 0 : Math.round((100 * one.pictures) / all)
    return `${one.pictures.toLocaleString('en')} ${`${share}%`.padStart(5)}`.padStart(width)
  }
  return { width, cellOf }
}

function barOf({ classes }: PartInspection, name: string): string {
  const most = Math.max(1, ...classes.map(({ pictures }) => pictures))
  const pictures = classes.find((one) => one.name === name)?.pictures ?? 0
  return '█'.repeat(Math.ceil((BAR_WIDTH * pictures) / most))
}

function printFacts(inspection: FolderInspection, split: Split | undefined, { paint, width }: Page): string {
  const classes = inspection.parts.flatMap((part) => part.classes)
  const pictures = inspection.parts.reduce((sum, part) => sum + picturesOf(part), 0)
  const bytes = classes.reduce((sum, one) => sum + one.bytes, 0)
  const rows: Readonly<Record<string, string | undefined>> = {
    Pictures: `${pictures.toLocaleString('en')}, ${formatBytes(bytes)}`,
    Formats: formatsLine(classes),
    Width: spreadLine(classes.map(({ widths }) => widths)),
    Height: spreadLine(classes.map(({ heights }) => heights)),
    Split: split && splitLine(split),
  }
  return Object.entries(rows)
    .filter(([, value]) => value !== undefined && value !== '')
    .map(([label, value]) => {
      const text = wrap(words(value!), { width, indent: 2 + LABEL_WIDTH })
      return `  ${paint('dim', label.padEnd(LABEL_WIDTH))}${text}\n`
    })
    .join('')
}

function formatsLine(classes: readonly ClassInspection[]): string {
  const counts = new Map<string, number>()
  for (const { formats } of classes) {
    for (const [format, count] of Object.entries(formats))
      counts.set(format, (counts.get(format) ?? 0) + count)
  }
  const sorted = [...counts].sort(([, first], [, second]) => second - first)
  if (sorted.length === 1) return sorted[0]![0].toUpperCase()
  return sorted.map(([format, count]) => `${format.toUpperCase()} ${count.toLocaleString('en')}`).join(', ')
}

/** Of all classes together; each class has a median of its own. */
function spreadLine(spreads: readonly (Spread | undefined)[]): string | undefined {
  const known = spreads.filter((spread) => spread !== undefined)
  if (known.length === 0) return undefined
  const whole = rangeOf(known.flatMap(({ least, most }) => [least, most]))
  const medians = rangeOf(known.map(({ median }) => median))
  if (!whole.includes(' ')) return `${whole} pixels`
  return `${whole} pixels, ${medians.includes(' ') ? 'medians' : 'median'} ${medians}`
}

function rangeOf(values: readonly number[]): string {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  return least === most ? `${least}` : `${least} to ${most}`
}

function splitLine({ share, training, validation }: Split): string {
  const [first, second] = [training, validation].map((number) => number.toLocaleString('en'))
  return `${first} for training, ${second} for validation with --split ${share}`
}

function printFinding({ text, remedy, files }: Finding, { paint, width }: Page): string {
  const shown = files.slice(0, SHOWN_FILES)
  const rest = files.length - shown.length
  const more = rest > 0 ? [`and ${countOf(rest, 'more', 'more')}`] : []
  return [
    `  ${paint('yellow', '!')} ${wrap(words(text), { width, indent: 4 })}\n`,
    ...[...shown, ...more].map((file) => `      ${paint('dim', file)}\n`),
    `      ${paint('dim', '→')} ${wrap(words(remedy), { width, indent: 8 })}\n`,
  ].join('')
}
