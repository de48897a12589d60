/** How a piece of a line looks where colour is on. */
export type Style = 'plain' | 'strong' | 'faint' | 'bar' | 'warning'

/** Text with a look; its width is its length, whatever the look. */
export interface Span {
  readonly text: string
  readonly style?: Style
}

// Select Graphic Rendition codes: on, off. Colours of the basic palette, which every theme keeps legible.
const codes: Record<Exclude<Style, 'plain'>, readonly [number, number]> = {
  strong: [1, 22],
  faint: [2, 22],
  bar: [36, 39],
  warning: [33, 39],
}

/** Spans as text, cut to `width` characters with an ellipsis, coloured or not. */
export function render(spans: readonly Span[], width: number, color: boolean): string {
  const length = spans.reduce((sum, { text }) => sum + text.length, 0)
  let room = length > width ? width - 1 : width
  const parts = spans.map(({ text, style = 'plain' }) => {
    const shown = text.slice(0, Math.max(0, room))
    room -= shown.length
    return color && style !== 'plain' && shown ? paint(shown, codes[style]) : shown
  })
  return parts.join('') + (length > width ? '…' : '')
}

function paint(text: string, [on, off]: readonly [number, number]): string {
  return `\u001b[${on}m${text}\u001b[${off}m`
}
