import { createHash } from 'node:crypto'
import { basename, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InvalidArgumentError } from '../../errors/invalid-argument-error'

/** A file that lies on this machine. */
export interface LocalSource {
  readonly kind: 'local'
  readonly path: string
  /** How errors and events name it. */
  readonly label: string
}

/** A file on a server. */
export interface RemoteSource {
  readonly kind: 'remote'
  readonly url: string
  /** SHA-256 of the url: tells urls apart in files, without writing down the secrets in them. */
  readonly key: string
  readonly headers: Readonly<Record<string, string>>
  /** How errors and events name it: the url without password and query, which may hold secrets. */
  readonly label: string
}

export type Source = LocalSource | RemoteSource

/** Tells http(s) urls, `file:` urls and plain paths apart. */
export function parseSource(text: string): Source {
  const scheme = /^([a-z][a-z0-9+.-]+):/i.exec(text)?.[1]?.toLowerCase()
  if (scheme === 'http' || scheme === 'https') return remoteSource(text)
  if (scheme === 'file') return localSource(pathOfFileUrl(text))
  if (text === '' || (scheme !== undefined && text.includes('://'))) throw invalidSource(text)
  return localSource(resolve(text))
}

/** The file name at the end of a url or path; '' when there is none. */
export function sourceName(source: Source): string {
  if (source.kind === 'local') return basename(source.path)
  const last = new URL(source.url).pathname.split('/').at(-1) ?? ''
  try {
    return decodeURIComponent(last)
  } catch {
    // A stray % is legal in a url; the name as written is good enough.
    return last
  }
}

function localSource(path: string): LocalSource {
  return { kind: 'local', path, label: path }
}

function remoteSource(text: string): RemoteSource {
  if (!URL.canParse(text)) throw invalidSource(text)
  const url = new URL(text)
  const headers: Record<string, string> = {}
  if (url.username || url.password) {
    // fetch refuses urls with a password in them.
    const credentials = `${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`
    headers.authorization = `Basic ${Buffer.from(credentials).toString('base64')}`
    url.username = ''
    url.password = ''
  }
  const label = `${url.origin}${url.pathname}${url.search ? '?...' : ''}`
  const key = createHash('sha256').update(url.href).digest('hex')
  return { kind: 'remote', url: url.href, key, headers, label }
}

function pathOfFileUrl(text: string): string {
  try {
    return fileURLToPath(text)
  } catch (cause) {
    throw invalidSource(text, cause)
  }
}

function invalidSource(received: string, cause?: unknown): InvalidArgumentError {
  return new InvalidArgumentError({
    argument: 'source',
    expected: 'an http:, https: or file: url, or a path',
    received,
    cause,
  })
}
