import type { Surroundings } from '../surroundings'

/** As shells have it for a program that Ctrl-C has ended. */
export const INTERRUPTED = 130

/** Runs something that Ctrl-C asks to end; whoever asks twice does not want to wait. */
export async function withInterruption<Result>(
  stderr: Surroundings['stderr'],
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const interruption = new AbortController()
  const interrupt = () => {
    if (interruption.signal.aborted) process.exit(INTERRUPTED)
    stderr.write('\nInterrupted: ending after this step; press Ctrl-C again to leave at once.\n')
    interruption.abort()
  }
  process.on('SIGINT', interrupt)
  process.on('SIGTERM', interrupt)
  try {
    return await work(interruption.signal)
  } finally {
    process.off('SIGINT', interrupt)
    process.off('SIGTERM', interrupt)
  }
}
