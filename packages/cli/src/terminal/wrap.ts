/** A piece of text that stays on one line, and how it looks there. */
export interface Piece {
  readonly text: string
  /** The text with its look; default: as it is. */
  readonly shown?: string
}

/** Words of a sentence as pieces. @param look - gives each of them a look */
export function words(sentence: string, look: (word: string) => string = (word) => word): Piece[] {
  return sentence.split(' ').map((text) => ({ text, shown: look(text) }))
}

/**
 * Pieces with spaces between them, on lines of at most `width` characters with `indent` before all but the first,
 * which begins at column `first`. A piece that is longer than a line has a line of its own.
 */
export function wrap(
  pieces: readonly Piece[],
  { width, indent, first = indent }: { width: number; indent: number; first?: number },
): string {
  let column = first
  let text = ''
  for (const [index, piece] of pieces.entries()) {
    const fits = column + (index > 0 ? 1 : 0) + piece.text.length <= width
    if (index > 0 && fits) {
      text += ' '
      column += 1
    } else if (index > 0) {
      text += `\n${' '.repeat(indent)}`
      column = indent
    }
    text += piece.shown ?? piece.text
    column += piece.text.length
  }
  return text
}

/** How wide a stream's lines may be: a terminal's width, but no wider than one reads; in a file as long as they are. */
export function widthOf({ isTTY, columns }: { isTTY?: boolean; columns?: number }): number {
  if (!isTTY) return Infinity
  return Math.max(40, Math.min(columns ?? 80, 100))
}
