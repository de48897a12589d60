import type { OnProgress } from '@graft-ml/core'

/** How files are downloaded and kept. In a browser only `signal` and `fetch` count: it has a cache of its own. */
export interface FetchOptions {
  /** Cache folder. Default: `GRAFT_HOME`, or the platform's cache folder. */
  folder?: string
  /** Further urls or paths of the published file, tried in order when the first fails. Default: none. */
  mirrors?: readonly string[]
  /** Never touch the network: the cached file or an error. Default false. */
  offline?: boolean
  /** Hears of the download, its retries and its checksum. */
  onProgress?: OnProgress
  /** Stops the download. */
  signal?: AbortSignal
  /** Used instead of the built-in one. */
  fetch?: typeof globalThis.fetch
}
