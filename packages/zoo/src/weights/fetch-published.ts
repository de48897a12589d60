import { GraftError, type WeightFile } from '@graft-ml/core'
import type { FetchOptions } from './fetch-options'

/** A file of the network, or what a user says to take instead of one: its hash is only known for published ones. */
export type RemoteFile = Pick<WeightFile, 'url'> & Partial<WeightFile>

/**
 * Where a downloaded file is: its path in the cache, checked against its hash (Node), or its bytes (browser, which
 * has neither files nor MD5: what comes over https is taken as it is).
 *
 * @throws FetchError (Node), GraftError `DOWNLOAD_FAILED` (browser)
 */
export async function fetchPublished(file: RemoteFile, options: FetchOptions): Promise<string | Uint8Array> {
  if (!hasFiles()) return fetchBytes(file.url, options)
  const { fetchFile } = await import('#files')
  const { url, hash, size } = file
  const { folder, mirrors, offline, onProgress, signal, fetch } = options
  return fetchFile({
    source: url,
    hash,
    size,
    subfolder: 'models',
    folder,
    mirrors,
    offline,
    onProgress,
    signal,
    fetch,
  })
}

/** Whether this is Node, or something that offers Node's modules. */
export function hasFiles(): boolean {
  return typeof globalThis.process?.getBuiltinModule === 'function'
}

async function fetchBytes(
  url: string,
  { fetch = globalThis.fetch, signal }: FetchOptions,
): Promise<Uint8Array> {
  const response = await fetch(url, { signal: signal ?? null })
  if (!response.ok) {
    throw new GraftError({
      code: 'DOWNLOAD_FAILED',
      message: `${url} was not downloaded: ${response.status} ${response.statusText}.`,
      hint: 'Check the url, or pass the bytes of the file.',
    })
  }
  return new Uint8Array(await response.arrayBuffer())
}
