import { availableParallelism } from 'node:os'
import { InvalidArgumentError } from '@graft-ml/core'
import { physicalCores } from '@graft-ml/core/machine'

/** How the threads of onnxruntime are shared out. */
export interface ThreadShares {
  /** All of them: what an operation gets while nothing else runs. */
  readonly all: number
  /** Sessions that a trunk's batches are divided among. */
  readonly trunkSessions: number
  /** Threads that share one operation of such a session, or of a step while the trunk works beside it. */
  readonly half: number
}

/**
 * Two halves. An operation that is cut in two for two threads waits for the later one, and beside a step at work that
 * is nearly every operation; two threads with pictures of their own never wait for each other.
 *
 * @param threads default: one for each physical core that the process may use
 * @throws InvalidArgumentError
 */
export async function shareThreads(threads?: number): Promise<ThreadShares> {
  if (threads !== undefined && (!Number.isInteger(threads) || threads < 1)) {
    throw new InvalidArgumentError({
      argument: 'threads',
      expected: 'a whole number from 1 on',
      received: threads,
    })
  }
  const all = threads ?? (await usableCores())
  const trunkSessions = Math.min(2, all)
  return { all, trunkSessions, half: Math.ceil(all / trunkSessions) }
}

async function usableCores(): Promise<number> {
  const usable = availableParallelism()
  return Math.min(usable, (await physicalCores()) ?? usable)
}
