import type { OnProgress } from '../../types/progress-event'

/** What to fetch, where to keep it, and how patient to be. */
export interface FetchFileOptions {
  /** An http(s) url, a `file:` url or a path. A local file is used where it lies. */
  source: string
  /** Lower- or upper-case hexadecimal: 64 characters are SHA-256, 32 are MD5. Default: not checked. */
  hash?: string
  /** Bytes, for progress when the server does not say. Not checked: that is what `hash` is for. */
  size?: number
  /** File name in the cache. Default: the last part of the url. */
  name?: string
  /** Cache folder. Default: `cacheFolder()`. */
  folder?: string
  /** Folder inside the cache, such as 'datasets' or 'models'. Default: the cache folder itself. */
  subfolder?: string
  /** Further urls or paths of the same file, tried in order when `source` fails. Default: none. */
  mirrors?: readonly string[]
  /** Attempts after the first that may fail in a row without bringing a new byte. Default 5. */
  retries?: number
  /** Milliseconds before the first retry; doubles with each, up to 30 s. Default 500. */
  retryDelay?: number
  /** Milliseconds without a byte after which an attempt is given up. Default 30000. */
  timeout?: number
  /** Never touch the network: the cached file or an `OFFLINE` error. Default false. */
  offline?: boolean
  /** Download again even if the cache has the file. Default false. */
  force?: boolean
  onProgress?: OnProgress
  signal?: AbortSignal
  /** Used instead of the built-in one, which honours HTTP_PROXY, HTTPS_PROXY and NO_PROXY. */
  fetch?: typeof globalThis.fetch
}
