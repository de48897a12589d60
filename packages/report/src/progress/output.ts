import { layoutProgress, type ProgressLine } from './layout'
import { render, type Span } from './style'

/** Where progress is written: `process.stderr`, or anything with a `write`. */
export interface ProgressStream {
  /** Takes a text as it is. */
  write(text: string): unknown
  readonly isTTY?: boolean
  /** Width in characters; read before every line, so that resizing works. */
  readonly columns?: number
}

/** Where lines go. Live lines are replaced by whatever comes next; printed ones stay. */
export interface Output {
  live(line: ProgressLine, options: { final: boolean }): void
  print(spans: readonly Span[]): void
  /** How many characters a line may have. */
  readonly width: number
  /** Takes the live line away. */
  clear(): void
}

const clearLine = '\r\u001b[K'
const millisecondsBetweenFrames = 80

/** One line at the bottom that is drawn over and over. */
export class TerminalOutput implements Output {
  readonly #stream: ProgressStream
  readonly #color: boolean
  readonly #now: () => number
  /** When the live line was drawn; undefined when there is none. */
  #drawn: number | undefined

  constructor(stream: ProgressStream, color: boolean, now: () => number) {
    this.#stream = stream
    this.#color = color
    this.#now = now
  }

  get width(): number {
    // The last column stays free: some terminals wrap as soon as it is written.
    return Math.max(20, this.#stream.columns || 80) - 1
  }

  live(line: ProgressLine, { final }: { final: boolean }): void {
    const now = this.#now()
    const soon = this.#drawn !== undefined && now - this.#drawn < millisecondsBetweenFrames
    if (soon && !final) return
    this.#drawn = now
    const text = render(layoutProgress(line, this.width, true), this.width, this.#color)
    this.#stream.write(clearLine + text)
  }

  print(spans: readonly Span[]): void {
    this.clear()
    this.#stream.write(`${render(spans, Number.POSITIVE_INFINITY, this.#color)}\n`)
  }

  clear(): void {
    if (this.#drawn !== undefined) this.#stream.write(clearLine)
    this.#drawn = undefined
  }
}

/** Plain lines, for files and pipes: no control codes, progress only now and then. */
export class PlainOutput implements Output {
  readonly width = Number.POSITIVE_INFINITY
  readonly #stream: ProgressStream
  readonly #now: () => number
  #last: { title: string; time: number; fraction: number } | undefined

  constructor(stream: ProgressStream, now: () => number) {
    this.#stream = stream
    this.#now = now
  }

  /** A line when ten seconds and a tenth of the whole have passed since the one before: neither floods a log. */
  live(line: ProgressLine): void {
    const time = this.#now()
    const fraction = line.fraction ?? 0
    if (this.#last?.title !== line.title) {
      this.#last = { title: line.title, time, fraction: 0 }
      return
    }
    const slow = time - this.#last.time >= 10_000
    const far = line.fraction === undefined || fraction - this.#last.fraction >= 0.1
    if (!slow || !far) return
    this.#last = { title: line.title, time, fraction }
    this.print(layoutProgress(line, this.width, false))
  }

  print(spans: readonly Span[]): void {
    this.#stream.write(`${spans.map(({ text }) => text).join('')}\n`)
  }

  clear(): void {}
}
