import { setTimeout as sleep } from 'node:timers/promises'
import { attemptDownload } from './attempt'
import { FetchError } from './fetch-error'
import type { FetchPlan } from './fetch-plan'
import type { Network } from './network'
import type { PartialFile } from './partial-file'
import type { RemoteSource } from './source'
import { TransferFailure } from './transfer-failure'

const longestDelay = 30_000
const longestRetryAfter = 60_000
/** A host that cannot be reached at all seldom comes back within seconds: say so soon. */
const retriesWithoutConnection = 1

/** What a download needs besides the url. */
export interface DownloadContext {
  readonly plan: FetchPlan
  readonly partial: PartialFile
  readonly network: Network
  readonly signal: AbortSignal
}

/**
 * Downloads one url into the partial file, retrying what may pass.
 *
 * @throws FetchError `UNREACHABLE`, `INTERRUPTED` or `HTTP_STATUS`; what came so far is kept.
 */
export async function download(source: RemoteSource, context: DownloadContext): Promise<void> {
  const { plan, partial, signal } = context
  let answered = false
  let most = partial.size
  let failures = 0
  for (;;) {
    signal.throwIfAborted()
    const failure = await attemptOnce(source, context, () => {
      answered = true
    })
    if (!failure) return
    failures = partial.size > most ? 1 : failures + 1
    most = Math.max(most, partial.size)
    if (!mayRetry(failure, failures, answered, plan)) throw giveUp(source, failure, answered, partial)
    plan.report({ status: 'retry', name: plan.name, attempt: failures, reason: failure.message })
    await pause(delayBefore(failures, failure, plan), signal)
  }
}

/** Sleeps; when the signal stops it, the signal's own reason is thrown. */
async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal })
  } catch (error) {
    signal.throwIfAborted()
    throw error
  }
}

/** The failure, where there was one that a further attempt may overcome or that ends in a typed error. */
async function attemptOnce(
  source: RemoteSource,
  context: DownloadContext,
  onAnswer: () => void,
): Promise<TransferFailure | undefined> {
  try {
    await attemptDownload({ source, ...context, onAnswer })
    return undefined
  } catch (error) {
    context.signal.throwIfAborted()
    if (error instanceof TransferFailure) return error
    throw error
  }
}

function mayRetry(failure: TransferFailure, failures: number, answered: boolean, plan: FetchPlan): boolean {
  if (!failure.retryable) return false
  const neverReached = failure.kind === 'no-connection' && !answered
  return failures <= (neverReached ? Math.min(plan.retries, retriesWithoutConnection) : plan.retries)
}

function delayBefore(retry: number, failure: TransferFailure, plan: FetchPlan): number {
  const delay = Math.min(plan.retryDelay * 2 ** (retry - 1), longestDelay)
  return Math.max(delay, Math.min(failure.retryAfter ?? 0, longestRetryAfter))
}

function giveUp(
  source: RemoteSource,
  failure: TransferFailure,
  answered: boolean,
  partial: PartialFile,
): FetchError {
  const common = { source: source.label, cause: failure, hint: failure.hint }
  const message = `${source.label} could not be downloaded: ${failure.message}.`
  if (failure.kind === 'status') {
    return new FetchError({ ...common, code: 'HTTP_STATUS', status: failure.status, message })
  }
  if (!answered) {
    const hint = failure.hint ?? 'Check the network and the proxy variables (HTTPS_PROXY, NO_PROXY).'
    return new FetchError({ ...common, code: 'UNREACHABLE', message, hint })
  }
  const hint = `What came so far (${partial.size} bytes) is kept: run again to go on from there.`
  return new FetchError({ ...common, code: 'INTERRUPTED', message, hint })
}
