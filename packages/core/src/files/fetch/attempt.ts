import { explainNetworkError } from './explain-network-error'
import type { FetchPlan } from './fetch-plan'
import type { Network } from './network'
import type { PartialFile } from './partial-file'
import { announcedBytes, continues, statusFailure, validatorOf } from './response'
import { SilenceWatch } from './silence-watch'
import type { RemoteSource } from './source'
import { TransferFailure } from './transfer-failure'

export interface Attempt {
  readonly source: RemoteSource
  readonly partial: PartialFile
  readonly plan: FetchPlan
  readonly network: Network
  readonly signal: AbortSignal
  /** Called when the server has answered at all. */
  readonly onAnswer: () => void
}

/**
 * Makes one request and appends what comes to the partial file.
 *
 * @throws TransferFailure when the file is not whole afterwards; FileError when it cannot be written.
 */
export async function attemptDownload(attempt: Attempt): Promise<void> {
  const { source, partial, plan, network, signal } = attempt
  const watch = new SilenceWatch(plan.timeout, signal)
  const headers = { ...source.headers, 'accept-encoding': 'identity', ...rangeHeaders(attempt) }
  try {
    const response = await asTransfer(
      watch.wait(
        'no-connection',
        network.fetch(source.url, { headers, redirect: 'follow', signal: watch.signal }),
      ),
    )
    attempt.onAnswer()
    await openPartial(response, attempt)
    await receive(response, attempt, watch)
  } finally {
    watch.cancel()
    await partial.close()
  }
}

/** Asks for the rest when there is a beginning that the rest may be put to. */
function rangeHeaders({ source, partial, plan }: Attempt): Record<string, string> {
  const { state, size } = partial
  if (!state || size === 0 || partial.isComplete) return {}
  const sameUrl = state.key === source.key
  if (sameUrl && state.validator) return { range: `bytes=${size}-`, 'if-range': state.validator }
  // A wrong match of beginning and rest would show in the hash; without one nobody would notice.
  return plan.hash ? { range: `bytes=${size}-` } : {}
}

async function openPartial(response: Response, { source, partial }: Attempt): Promise<void> {
  if (response.status === 206 && continues(response, partial, source.key)) return await partial.resume()
  if (response.status === 200) {
    const state = { key: source.key, validator: validatorOf(response), total: announcedBytes(response) }
    return await partial.restart(state)
  }
  if (response.status === 206 || response.status === 416) {
    await partial.discard()
    throw new TransferFailure({
      kind: 'interrupted',
      reason: 'the file on the server has changed or its parts do not fit',
      retryable: true,
    })
  }
  throw statusFailure(response)
}

async function receive(response: Response, { partial, plan }: Attempt, watch: SilenceWatch): Promise<void> {
  const total = partial.state?.total
  const shownTotal = total ?? plan.size
  const reader = response.body?.getReader()
  for (;;) {
    const next = await asTransfer(watch.wait('interrupted', reader ? reader.read() : noBody))
    if (next.done) break
    await partial.append(next.value)
    plan.report({ status: 'download', name: plan.name, loaded: partial.size, total: shownTotal })
  }
  if (total === undefined || partial.size === total) return
  throw new TransferFailure({
    kind: 'interrupted',
    reason: `${partial.size} bytes came instead of ${total}`,
    retryable: true,
  })
}

const noBody = Promise.resolve({ done: true, value: undefined } as const)

async function asTransfer<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work
  } catch (error) {
    throw explainNetworkError(error)
  }
}
