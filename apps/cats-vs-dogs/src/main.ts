import type { Writable } from 'node:stream'
import { type DemoOptions, EXIT, parseOptions } from './command/options'
import { reportError } from './command/report-error'
import { runDemo } from './run-demo'

/** The process around the demo; tests bring their own streams and signal. */
export interface Surroundings {
  readonly stdout: Writable & { isTTY?: boolean; columns?: number }
  readonly stderr: Writable & { isTTY?: boolean; columns?: number }
}

/** Runs the demo from its command line; gives the exit code. Prints one message for an error. */
export async function main(
  argv: readonly string[],
  { stdout, stderr }: Surroundings = process,
): Promise<number> {
  let options: DemoOptions | undefined
  const interruption = new AbortController()
  const interrupt = () => {
    // Whoever asks twice does not want to wait for the step that is running.
    if (interruption.signal.aborted) process.exit(EXIT.interrupted)
    stderr.write('\nInterrupted: ending after this step; press Ctrl-C again to leave at once.\n')
    interruption.abort()
  }
  process.on('SIGINT', interrupt)
  try {
    options = parseOptions(argv)
    return await runDemo(options, { stdout, stderr, signal: interruption.signal })
  } catch (error) {
    const { text, exitCode } = reportError(error, options?.verbose ?? argv.includes('--verbose'))
    if (text) stderr.write(`${text}\n`)
    return exitCode
  } finally {
    process.off('SIGINT', interrupt)
  }
}
