import { join, resolve } from 'node:path'
import { InvalidArgumentError } from '../../errors/invalid-argument-error'
import type { OnProgress } from '../../types/progress-event'
import { cacheFolder } from '../cache/cache-folder'
import { type HashAlgorithm, hashAlgorithm } from '../hash-file'
import { throttleProgress } from '../throttle-progress'
import type { FetchFileOptions } from './fetch-options'
import { parseSource, type Source, sourceName } from './source'

/** What a file must hash to. */
export interface ExpectedHash {
  readonly algorithm: HashAlgorithm
  readonly value: string
}

/** The options of `fetchFile`, checked and with their defaults. */
export interface FetchPlan {
  /** The source and its mirrors, in the order to try. */
  readonly sources: readonly [Source, ...Source[]]
  readonly name: string
  /** Where the cached file is, or will be. */
  readonly target: string
  readonly hash: ExpectedHash | undefined
  readonly size: number | undefined
  readonly retries: number
  readonly retryDelay: number
  readonly timeout: number
  readonly offline: boolean
  readonly force: boolean
  readonly report: OnProgress
  readonly signal: AbortSignal | undefined
  readonly fetch: typeof globalThis.fetch | undefined
}

export function planFetch(options: FetchFileOptions): FetchPlan {
  const source = parseSource(options.source)
  const name = plainName('name', options.name ?? sourceName(source))
  const subfolder = options.subfolder === undefined ? '' : plainName('subfolder', options.subfolder)
  return {
    sources: [source, ...(options.mirrors ?? []).map(parseSource)],
    name,
    target: join(resolve(options.folder ?? cacheFolder()), subfolder, name),
    hash: options.hash === undefined ? undefined : expectedHash(options.hash),
    size: options.size,
    retries: atLeast('retries', options.retries ?? 5, 0),
    retryDelay: atLeast('retryDelay', options.retryDelay ?? 500, 0),
    timeout: atLeast('timeout', options.timeout ?? 30_000, 1),
    offline: options.offline ?? false,
    force: options.force ?? false,
    report: throttleProgress(options.onProgress),
    signal: options.signal,
    fetch: options.fetch,
  }
}

function expectedHash(hash: string): ExpectedHash {
  return { algorithm: hashAlgorithm(hash), value: hash.toLowerCase() }
}

/** A name that stays in its folder on every platform. */
function plainName(argument: string, received: string): string {
  const isPlain =
    received !== '' &&
    received !== '.' &&
    received !== '..' &&
    received.length <= 200 &&
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what must not be there
    !/[\u0000-\u001f<>:"/\\|?*]/.test(received)
  if (isPlain) return received
  throw new InvalidArgumentError({
    argument,
    expected: 'a plain file name, at most 200 characters without / \\ : * ? " < > |',
    received,
    hint: argument === 'name' ? "Pass 'name' when the url does not end in a file name." : undefined,
  })
}

function atLeast(argument: string, received: number, minimum: number): number {
  if (Number.isFinite(received) && received >= minimum) return received
  throw new InvalidArgumentError({ argument, expected: `a number of at least ${minimum}`, received })
}
