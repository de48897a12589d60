import { createHash } from 'node:crypto'
import { readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { misbehavingServer, serve, status } from '../../../test/support/misbehaving-server'
import { temporaryFolder } from '../../../test/support/temporary-folder'
import type { ProgressEvent } from '../../types/progress-event'
import { fetchFile } from './fetch-file'

const body = Buffer.from('the bytes of a file')
const sha256 = createHash('sha256').update(body).digest('hex')
const md5 = createHash('md5').update(body).digest('hex')

/** A fetch that must not be called. */
const noFetch: typeof fetch = () => {
  throw new Error('the network was touched')
}

describe('fetchFile: local sources', () => {
  it('uses a path and a file: url where they lie', async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'weights.h5')
    await writeFile(path, body)
    const cache = join(folder, 'cache')
    expect(await fetchFile({ source: path, hash: md5, folder: cache })).toBe(path)
    expect(await fetchFile({ source: pathToFileURL(path).href, hash: sha256, folder: cache })).toBe(path)
    expect(await readdir(folder)).toEqual(['weights.h5'])
  })

  it('names expected and received hash of a wrong one', async () => {
    const path = join(await temporaryFolder(), 'weights.h5')
    await writeFile(path, 'something else')
    await expect(fetchFile({ source: path, hash: sha256 })).rejects.toMatchObject({
      name: 'FetchError',
      code: 'CHECKSUM_MISMATCH',
      expected: sha256,
      received: createHash('sha256').update('something else').digest('hex'),
      message: expect.stringContaining(sha256),
    })
  })

  it('says that a file is missing or is a folder', async () => {
    const folder = await temporaryFolder()
    const missing = fetchFile({ source: join(folder, 'none.h5') })
    await expect(missing).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('none.h5'),
    })
    await expect(fetchFile({ source: folder })).rejects.toThrow(/is a folder, not a file/)
  })

  it('falls back to a mirror when the local file is missing', async () => {
    const folder = await temporaryFolder()
    const server = await misbehavingServer(serve(body))
    const path = await fetchFile({ source: join(folder, 'none.bin'), mirrors: [server.url], folder })
    expect(await readFile(path)).toEqual(body)
  })
})

describe('fetchFile: the cache', () => {
  it('downloads once, into folder/subfolder/name', async () => {
    const folder = await temporaryFolder()
    const server = await misbehavingServer(serve(body))
    const options = { source: server.url, folder, subfolder: 'models', name: 'w.h5', hash: sha256 }
    expect(await fetchFile(options)).toBe(join(folder, 'models', 'w.h5'))
    expect(await fetchFile({ ...options, fetch: noFetch })).toBe(join(folder, 'models', 'w.h5'))
    expect(server.ranges).toHaveLength(1)
    expect((await readdir(join(folder, 'models'))).sort()).toEqual(['w.h5', 'w.h5.cache.json'])
  })

  it('hashes a cached file again only when it was touched', async () => {
    const folder = await temporaryFolder()
    const server = await misbehavingServer(serve(body))
    const events: ProgressEvent[] = []
    const options = {
      source: server.url,
      folder,
      hash: sha256,
      onProgress: (e: ProgressEvent) => events.push(e),
    }
    const path = await fetchFile(options)
    const verifications = () => events.splice(0).filter(({ status }) => status === 'verify').length
    expect(verifications()).toBe(1)
    await fetchFile(options)
    expect(verifications()).toBe(0)
    await utimes(path, 1, 1)
    await fetchFile(options)
    expect(verifications()).toBe(1)
    await fetchFile(options)
    expect(verifications()).toBe(0)
    await fetchFile({ ...options, hash: md5 })
    expect(verifications()).toBe(1)
    expect(server.ranges).toHaveLength(1)
  })

  it('downloads again when the cached file has another hash', async () => {
    const folder = await temporaryFolder()
    const server = await misbehavingServer(serve(body))
    const path = await fetchFile({ source: server.url, folder, hash: sha256 })
    await writeFile(path, 'tampered')
    await fetchFile({ source: server.url, folder, hash: sha256 })
    expect(await readFile(path)).toEqual(body)
    expect(server.ranges).toHaveLength(2)
  })

  it('tells files of the same name from different urls apart, without a hash', async () => {
    const folder = await temporaryFolder()
    const one = await misbehavingServer(serve(Buffer.from('one')))
    const two = await misbehavingServer(serve(Buffer.from('two')))
    await fetchFile({ source: one.url, folder })
    expect(await readFile(await fetchFile({ source: two.url, folder }), 'utf8')).toBe('two')
    await fetchFile({ source: two.url, folder, fetch: noFetch })
  })

  it('takes a file that somebody put there', async () => {
    const folder = await temporaryFolder()
    await writeFile(join(folder, 'file.bin'), body)
    const path = await fetchFile({
      source: 'https://example.invalid/file.bin',
      folder,
      hash: sha256,
      fetch: noFetch,
    })
    expect(path).toBe(join(folder, 'file.bin'))
  })

  it('downloads again when forced', async () => {
    const folder = await temporaryFolder()
    const server = await misbehavingServer(serve(Buffer.from('old')), serve(Buffer.from('new')))
    await fetchFile({ source: server.url, folder })
    expect(await readFile(await fetchFile({ source: server.url, folder, force: true }), 'utf8')).toBe('new')
  })

  it('never touches the network offline', async () => {
    const folder = await temporaryFolder()
    const server = await misbehavingServer(serve(body))
    await expect(fetchFile({ source: server.url, folder, offline: true })).rejects.toMatchObject({
      code: 'OFFLINE',
      message: expect.stringContaining(join(folder, 'file.bin')),
    })
    expect(server.ranges).toEqual([])
    await fetchFile({ source: server.url, folder })
    expect(await fetchFile({ source: server.url, folder, offline: true })).toBe(join(folder, 'file.bin'))
  })
})

describe('fetchFile: mirrors', () => {
  it('tries them in order after a 404 and after wrong bytes', async () => {
    const folder = await temporaryFolder()
    const missing = await misbehavingServer(status(404))
    const wrong = await misbehavingServer(serve(Buffer.from('a wrong file')))
    const right = await misbehavingServer(serve(body))
    const path = await fetchFile({
      source: missing.url,
      mirrors: [wrong.url, right.url],
      hash: sha256,
      folder,
    })
    expect(await readFile(path)).toEqual(body)
    expect([missing, wrong, right].map(({ ranges }) => ranges.length)).toEqual([1, 1, 1])
  })

  it('names what each of them did when all fail', async () => {
    const folder = await temporaryFolder()
    const missing = await misbehavingServer(status(404))
    const gone = await misbehavingServer(status(410))
    await expect(fetchFile({ source: missing.url, mirrors: [gone.url], folder })).rejects.toMatchObject({
      code: 'HTTP_STATUS',
      status: 404,
      message: expect.stringMatching(/status 404.*status 410/),
    })
  })
})

describe('fetchFile: options', () => {
  it.each([
    [{ source: 'ftp://example.org/a.zip' }, /source must be an http:, https: or file: url, or a path/],
    [{ source: '' }, /source must be/],
    [{ source: 'https://example.org/' }, /name must be a plain file name/],
    [{ source: 'https://example.org/a', name: '../a' }, /name must be a plain file name.*Received: '..\/a'/],
    [{ source: 'https://example.org/..%2Fa' }, /name must be/],
    [{ source: 'https://example.org/a', subfolder: 'a/b' }, /subfolder must be/],
    [{ source: 'https://example.org/a', hash: 'abc' }, /hash must be 64 hexadecimal characters/],
    [{ source: 'https://example.org/a', retries: -1 }, /retries must be a number of at least 0/],
    [{ source: 'https://example.org/a', timeout: Number.NaN }, /timeout must be/],
  ])('refuses %o', async (options, message) => {
    await expect(fetchFile({ fetch: noFetch, ...options })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringMatching(message),
    })
  })
})
