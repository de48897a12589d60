import type { Job } from '../jobs/job'
import type { Result } from '../jobs/result'
import { graftCommand, kerasCommand } from './command-of'
import { runChild } from './run-child'

/** Runs jobs on either side. */
export interface Peers {
  readonly graft: (job: Job) => Promise<Result>
  /** Absent without a Python. */
  readonly keras?: (job: Job) => Promise<Result>
}

export function openPeers(python: string | undefined, signal: AbortSignal): Peers {
  return {
    graft: (job) => runChild(graftCommand(job), signal),
    keras: python === undefined ? undefined : (job) => runChild(kerasCommand(job, python), signal),
  }
}
