import type { Span } from './style'

const gap = '  '
// A few widths only: a bar that shrinks and grows with the digits beside it is restless.
const barWidths = [30, 20, 10]

/** What a line of progress shows. */
export interface ProgressLine {
  /** What is going on: 'Epoch 1/2'. */
  readonly title: string
  /** 0..1; absent when the end is not known, and then there is no bar. */
  readonly fraction?: number
  /** 'steps/steps', 'bytes/bytes'. */
  readonly count: string
  /** The rest, the most important first: what does not fit is left out from the end. */
  readonly details: readonly string[]
}

/** A line of progress that fits into `width` characters: details give way to the width, then the bar. */
export function layoutProgress(line: ProgressLine, width: number, withBar: boolean): Span[] {
  const details = [...line.details]
  const withoutBar = () => [line.title, line.count, ...details].join(gap).length
  while (details.length > 0 && withoutBar() > width) details.pop()
  const room = width - withoutBar() - gap.length
  const barWidth = barWidths.find((candidate) => candidate <= room)
  const bar = withBar && line.fraction !== undefined && barWidth ? barSpans(line.fraction, barWidth) : []
  return [
    { text: line.title, style: 'strong' },
    { text: gap },
    ...bar,
    { text: line.count },
    ...details.map((text): Span => ({ text: gap + text, style: 'plain' })),
  ]
}

/**
 * The parts of a finished line, over more than one line where the width asks for it.
 * Continuations are indented; a part is never broken.
 */
export function layoutFinished(parts: readonly string[], width: number): string[] {
  const lines: string[] = []
  for (const part of parts) {
    const current = lines.at(-1)
    const joined = current === undefined ? part : `${current}${gap}${part}`
    if (current === undefined || joined.length > width)
      lines.push(current === undefined ? part : `${gap}${part}`)
    else lines[lines.length - 1] = joined
  }
  return lines
}

function barSpans(fraction: number, width: number): Span[] {
  const filled = Math.round(Math.min(1, Math.max(0, fraction)) * width)
  return [
    { text: '━'.repeat(filled), style: 'bar' },
    { text: '─'.repeat(width - filled), style: 'faint' },
    { text: gap },
  ]
}
