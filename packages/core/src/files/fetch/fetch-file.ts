import { FileError } from '../file-error'
import { isCached, remoteSources } from './cached-file'
import { FetchError } from './fetch-error'
import type { FetchFileOptions } from './fetch-options'
import { type FetchPlan, planFetch } from './fetch-plan'
import { fetchRemote, firstThatDoes } from './fetch-remote'
import { useLocalFile } from './local-file'

/**
 * The path of a file that is on this machine afterwards: a local one where it lies, a remote one in the cache.
 *
 * Downloads resume where they stopped, also after the process died; only a file that is whole, and has the hash,
 * gets its name in the cache. Several processes may ask for the same file: one downloads, the others wait.
 *
 * @example
 * const path = await fetchFile({ source: 'https://example.org/weights.h5', hash: '9a0d58056eeedaa3f26cb7ebd46da564' })
 *
 * @throws FetchError `code` says why: see `FetchErrorCode`.
 * @throws InvalidArgumentError an option has a value that it may not have.
 */
export async function fetchFile(options: FetchFileOptions): Promise<string> {
  const plan = planFetch(options)
  try {
    const { path, cached } = await find(plan)
    plan.report({ status: 'ready', name: plan.name, path, cached })
    return path
  } catch (error) {
    throw asFetchError(error, plan)
  }
}

interface Found {
  readonly path: string
  readonly cached: boolean
}

/** A copy on this machine comes first, wherever it stands among the mirrors. */
async function find(plan: FetchPlan): Promise<Found> {
  const ways = plan.sources
    .filter((source) => source.kind === 'local')
    .map((source) => async (): Promise<Found> => ({ path: await useLocalFile(source, plan), cached: true }))
  if (remoteSources(plan).length > 0) ways.push(() => findInCacheOrDownload(plan))
  return await firstThatDoes(ways, (way) => way())
}

async function findInCacheOrDownload(plan: FetchPlan): Promise<Found> {
  if (!plan.force && (await isCached(plan))) return { path: plan.target, cached: true }
  if (plan.offline) throw notCached(plan)
  return { path: plan.target, ...(await fetchRemote(plan)) }
}

function notCached({ sources, target, force }: FetchPlan): FetchError {
  const why = force
    ? `${sources[0].label} was to be downloaded again, which offline does not allow.`
    : `${sources[0].label} is not in the cache, and offline does not allow to download it.`
  return new FetchError({
    code: 'OFFLINE',
    source: sources[0].label,
    message: why,
    hint: `Run once without offline, or put the file at '${target}'.`,
  })
}

function asFetchError(error: unknown, { sources, signal }: FetchPlan): unknown {
  const source = sources[0].label
  // The signal of a lost lock is aborted with an error of its own.
  const found = signal?.aborted && error === signal.reason ? aborted(source, error) : error
  if (FileError.isInstance(found)) {
    const { code, reason, hint } = found
    return new FetchError({ code, message: reason, hint, source, cause: found })
  }
  if (found instanceof Error && found.name === 'AbortError') return aborted(source, found)
  return found
}

function aborted(source: string, cause: unknown): FetchError {
  return new FetchError({
    code: 'ABORTED',
    source,
    message: `The download of ${source} was stopped.`,
    hint: 'What came so far is kept: run again to go on from there.',
    cause,
  })
}
