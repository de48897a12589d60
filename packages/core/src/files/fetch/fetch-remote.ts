import { withLock } from '../cache/with-lock'
import { hashFile } from '../hash-file'
import { isCached, remember, remoteSources } from './cached-file'
import { checksumMismatch } from './checksum-mismatch'
import { type DownloadContext, download } from './download'
import { FetchError, type FetchErrorCode } from './fetch-error'
import type { FetchPlan } from './fetch-plan'
import { openNetwork } from './network'
import { PartialFile } from './partial-file'
import type { RemoteSource } from './source'

/** A failure of one source after which the next may still do; a full disk, say, is the same for all. */
const nextSourceMayDo: readonly FetchErrorCode[] = [
  'UNREACHABLE',
  'INTERRUPTED',
  'HTTP_STATUS',
  'CHECKSUM_MISMATCH',
  'NOT_FOUND',
]

/** Whether another process had put the file into the cache by the time this one could start. */
export async function fetchRemote(plan: FetchPlan): Promise<{ cached: boolean }> {
  return await withLock(
    plan.target,
    async (signal) => {
      if (!plan.force && (await isCached(plan))) return { cached: true }
      await downloadFromFirst(plan, signal)
      return { cached: false }
    },
    { signal: plan.signal, onWait: () => reportOther(plan) },
  )
}

async function downloadFromFirst(plan: FetchPlan, signal: AbortSignal): Promise<void> {
  const partial = await PartialFile.load(plan.target)
  if (plan.force) await partial.discard()
  const network = await openNetwork(plan.fetch)
  try {
    await firstThatDoes(remoteSources(plan), async (source) => {
      await downloadAndVerify(source, { plan, partial, network, signal })
      await partial.publish()
      await remember(plan, source)
    })
  } finally {
    await network.close()
  }
}

async function downloadAndVerify(source: RemoteSource, context: DownloadContext): Promise<void> {
  const { plan, partial, signal } = context
  const isWhole = partial.isComplete && (plan.hash !== undefined || partial.state?.key === source.key)
  if (!isWhole) await download(source, context)
  if (!plan.hash) return
  plan.report({ status: 'verify', name: plan.name })
  const received = await hashFile(partial.path, plan.hash.algorithm, signal)
  if (received === plan.hash.value) return
  const mayBeMismatched = isWhole || partial.isSpliced
  await partial.discard()
  // Parts of two versions of a file fit nowhere; one response from first to last byte settles it.
  if (mayBeMismatched) return await downloadAndVerify(source, context)
  throw checksumMismatch(source.label, plan.hash, received)
}

/** Tries one after the other until one does; the error of the last word names them all. */
export async function firstThatDoes<Source, Result>(
  sources: readonly Source[],
  attempt: (source: Source) => Promise<Result>,
): Promise<Result> {
  const failures: FetchError[] = []
  for (const source of sources) {
    try {
      return await attempt(source)
    } catch (error) {
      if (!FetchError.isInstance(error) || !nextSourceMayDo.includes(error.code)) throw error
      failures.push(error)
    }
  }
  throw allFailed(failures)
}

function allFailed(failures: readonly FetchError[]): Error {
  // That a host answered, even with an error, says more than that another did not.
  const telling = failures.find(({ code }) => code !== 'UNREACHABLE') ?? failures[0]
  if (!telling || failures.length === 1) return telling ?? new Error('No sources were given.')
  const { code, source, status, expected, received } = telling
  return new FetchError({
    ...{ code, source, status, expected, received },
    message: `None of the ${failures.length} sources did. ${failures.map(({ message }) => message).join(' ')}`,
    cause: new AggregateError(failures),
  })
}

/** While another process downloads the same file, its progress is ours. */
async function reportOther(plan: FetchPlan): Promise<void> {
  const { size, state } = await PartialFile.load(plan.target)
  if (size === 0) return
  plan.report({ status: 'download', name: plan.name, loaded: size, total: state?.total ?? plan.size })
}
