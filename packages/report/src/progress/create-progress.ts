import type { ProgressEvent, TrainingEvent } from '@graft-ml/core'
import { FileLines } from './file-lines'
import { type Output, PlainOutput, type ProgressStream, TerminalOutput } from './output'
import { TrainingLines } from './training-lines'

/** How progress is shown. */
export interface ProgressOptions {
  /** Where to write. Keep results on standard output and give `process.stderr` here. */
  readonly stream: ProgressStream
  /** Draw one live line (true), or write plain lines only (false). Default: what the stream says of itself. */
  readonly isTTY?: boolean
  /** Write nothing at all. Default false. */
  readonly quiet?: boolean
  /** Colour the live terminal. Default: unless the variable NO_COLOR is set. Never colours plain lines. */
  readonly color?: boolean
  /** The time in milliseconds. Default `performance.now`. */
  readonly now?: () => number
}

/** A consumer of events. Its functions may be passed on by themselves: `onProgress: progress.onProgress`. */
export interface ProgressDisplay {
  /** Takes what a training run says. */
  readonly onTrainingEvent: (event: TrainingEvent) => void
  /** Takes what fetching and unpacking say. */
  readonly onProgress: (event: ProgressEvent) => void
  /** Writes a line of the caller's own; the live line makes room for it. */
  readonly print: (text: string) => void
  /** Takes the live line away, so that others can write. Call it at the end, and before an error is shown. */
  readonly close: () => void
}

/**
 * Shows how far a run is: on a terminal one live line with a bar and the time left, elsewhere plain lines.
 *
 * @example
 * const progress = createProgress({ stream: process.stderr })
 * await run({ onEvent: progress.onTrainingEvent })
 * progress.close()
 */
export function createProgress({
  stream,
  isTTY = stream.isTTY === true && environment('TERM') !== 'dumb',
  quiet = false,
  color = !environment('NO_COLOR'),
  now = () => performance.now(),
}: ProgressOptions): ProgressDisplay {
  if (quiet) return { onTrainingEvent() {}, onProgress() {}, print() {}, close() {} }
  const output: Output = isTTY ? new TerminalOutput(stream, color, now) : new PlainOutput(stream, now)
  const training = new TrainingLines(output, now)
  const files = new FileLines(output, now)
  return {
    onTrainingEvent: (event) => training.take(event),
    onProgress: (event) => files.take(event),
    print: (text) => output.print([{ text }]),
    close: () => output.clear(),
  }
}

/** An environment variable; undefined in a browser. */
function environment(name: string): string | undefined {
  return globalThis.process?.env?.[name]
}
