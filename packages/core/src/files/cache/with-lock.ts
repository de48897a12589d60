import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import lockfile from 'proper-lockfile'
import { FileError, withFileErrors } from '../file-error'

/** How to wait for a lock. */
export interface LockOptions {
  /** Stops waiting, and reaches `work` through the signal it is given. */
  signal?: AbortSignal
  /** Called on each look at a lock that another holds, about five times a second. */
  onWait?: () => Promise<void>
  /** Milliseconds after which a lock whose holder gave no sign of life is taken over; at least 2000. Default 15000. */
  stale?: number
}

const pollInterval = 200

/**
 * Runs `work` while holding `<path>.lock`, so that of several processes only one does it at a time.
 *
 * The lock is released when the process ends, and taken over when its holder was killed.
 *
 * @param work - gets a signal that is aborted when the lock is lost or the caller's signal is
 * @throws FileError `ABORTED`, `LOCK_LOST`, `READ_ONLY`, `NO_SPACE` or `IO`, or whatever `work` throws.
 */
export async function withLock<Result>(
  path: string,
  work: (signal: AbortSignal) => Promise<Result>,
  { signal, onWait, stale = 15_000 }: LockOptions = {},
): Promise<Result> {
  const lost = new AbortController()
  const release = await withFileErrors('write', path, async () => {
    await mkdir(dirname(path), { recursive: true })
    for (;;) {
      throwIfAborted(path, signal)
      const acquired = await tryToLock(path, stale, lost)
      if (acquired) return acquired
      await onWait?.()
      await sleep(pollInterval)
    }
  })
  try {
    return await work(signal ? AbortSignal.any([signal, lost.signal]) : lost.signal)
  } finally {
    // A lost lock belongs to another now.
    if (!lost.signal.aborted) await release()
  }
}

async function tryToLock(
  path: string,
  stale: number,
  lost: AbortController,
): Promise<(() => Promise<void>) | undefined> {
  try {
    return await lockfile.lock(path, {
      realpath: false,
      stale,
      update: stale / 3,
      onCompromised: (cause) => lost.abort(lockLost(path, cause)),
    })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ELOCKED') return undefined
    throw error
  }
}

function throwIfAborted(path: string, signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return
  throw new FileError({
    code: 'ABORTED',
    path,
    message: `Stopped while waiting for '${path}'.`,
    cause: signal.reason,
  })
}

function lockLost(path: string, cause: unknown): FileError {
  return new FileError({
    code: 'LOCK_LOST',
    path,
    message: `Another process took over the work on '${path}', because this one stood still for too long.`,
    hint: 'Run again: what the other one finished will be used.',
    cause,
  })
}
