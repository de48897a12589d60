import { createHash, randomBytes } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import {
  hangUp,
  misbehavingServer,
  redirect,
  serve,
  silence,
  status,
} from '../../../test/support/misbehaving-server'
import { temporaryFolder } from '../../../test/support/temporary-folder'
import type { ProgressEvent } from '../../types/progress-event'
import { fetchFile } from './fetch-file'
import type { FetchFileOptions } from './fetch-options'

const body = randomBytes(300_000)
const hash = sha256(body)

/** fetchFile with delays that suit a test; the hash of what it fetched. */
async function fetchHash(options: FetchFileOptions): Promise<string> {
  return sha256(await readFile(await fetchFile({ retryDelay: 1, timeout: 5000, ...options })))
}

function sha256(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

describe('resuming', () => {
  it('goes on where the connection was dropped, three times', async () => {
    const folder = await temporaryFolder()
    const drop = serve(body, { dropAfter: 70_000, partial: partialIn(folder) })
    const server = await misbehavingServer(drop, drop, drop, serve(body))
    expect(await fetchHash({ source: server.url, hash, folder })).toBe(hash)
    expect(server.ranges).toEqual([undefined, 'bytes=70000-', 'bytes=140000-', 'bytes=210000-'])
    expect((await readdir(folder)).sort()).toEqual(['file.bin', 'file.bin.cache.json'])
  })

  it('does not count failures that brought something new', async () => {
    const folder = await temporaryFolder()
    const server = await misbehavingServer(serve(body, { dropAfter: 50_000, partial: partialIn(folder) }))
    expect(await fetchHash({ source: server.url, folder, retries: 1 })).toBe(hash)
    expect(server.ranges).toHaveLength(6)
  })

  it('goes on in the next call after the retries ran out', async () => {
    const folder = await temporaryFolder()
    const server = await misbehavingServer(
      serve(body, { dropAfter: 100_000, partial: partialIn(folder) }),
      hangUp,
      serve(body),
    )
    await expect(fetchHash({ source: server.url, folder, retries: 0 })).rejects.toMatchObject({
      code: 'INTERRUPTED',
      message: expect.stringContaining('100000 bytes'),
    })
    expect((await stat(`${folder}/file.bin.partial`)).size).toBe(100_000)
    await expect(fetchHash({ source: server.url, folder, retries: 0 })).rejects.toThrow()
    expect(await fetchHash({ source: server.url, folder })).toBe(hash)
    expect(server.ranges[2]).toBe('bytes=100000-')
  })

  it('starts again where the server knows no ranges', async () => {
    const folder = await temporaryFolder()
    const server = await misbehavingServer(
      serve(body, { dropAfter: 100_000, partial: partialIn(folder) }),
      serve(body, { ignoreRange: true }),
    )
    expect(await fetchHash({ source: server.url, folder })).toBe(hash)
  })

  it('starts again when the file changed in between', async () => {
    const folder = await temporaryFolder()
    const old = Buffer.alloc(body.length, 'x')
    const server = await misbehavingServer(
      serve(old, { etag: '"old"', dropAfter: 100_000, partial: partialIn(folder) }),
      serve(body, { etag: '"new"' }),
    )
    expect(await fetchHash({ source: server.url, folder })).toBe(hash)
    expect(server.ranges).toEqual([undefined, 'bytes=100000-'])
  })

  it('starts again when the file changed and the server does not know If-Range', async () => {
    const folder = await temporaryFolder()
    const old = Buffer.alloc(body.length, 'x')
    const server = await misbehavingServer(
      serve(old, { etag: '"old"', dropAfter: 100_000, partial: partialIn(folder) }),
      serve(body, { etag: '"new"', ignoreIfRange: true }),
    )
    expect(await fetchHash({ source: server.url, folder })).toBe(hash)
    expect(server.ranges).toEqual([undefined, 'bytes=100000-', undefined])
  })

  it('does not put parts together that nothing vouches for', async () => {
    const folder = await temporaryFolder()
    const weak = { etag: 'W/"v1"' }
    const server = await misbehavingServer(
      serve(body, { ...weak, dropAfter: 100_000, partial: partialIn(folder) }),
      serve(body, weak),
    )
    expect(await fetchHash({ source: server.url, folder })).toBe(hash)
    expect(server.ranges).toEqual([undefined, undefined])
  })

  it('fetches the whole once more when parts that were put together have a wrong hash', async () => {
    const folder = await temporaryFolder()
    const old = Buffer.alloc(body.length, 'x')
    const server = await misbehavingServer(
      serve(old, { dropAfter: 100_000, partial: partialIn(folder) }),
      serve(body, { ignoreIfRange: true }),
    )
    expect(await fetchHash({ source: server.url, hash, folder })).toBe(hash)
    expect(server.ranges).toEqual([undefined, 'bytes=100000-', undefined])
  })
})

describe('retrying', () => {
  it.each([503, 500, 429, 408])('tries again after %i', async (code) => {
    const server = await misbehavingServer(status(code), status(code), serve(body))
    const events: ProgressEvent[] = []
    const onProgress = (event: ProgressEvent) => events.push(event)
    expect(await fetchHash({ source: server.url, folder: await temporaryFolder(), onProgress })).toBe(hash)
    expect(events.filter((event) => event.status === 'retry')).toEqual([
      { status: 'retry', name: 'file.bin', attempt: 1, reason: expect.stringContaining(String(code)) },
      { status: 'retry', name: 'file.bin', attempt: 2, reason: expect.stringContaining(String(code)) },
    ])
  })

  it('waits as long as Retry-After says', async () => {
    const server = await misbehavingServer(status(503, { 'retry-after': '1' }), serve(body))
    const start = performance.now()
    await fetchHash({ source: server.url, folder: await temporaryFolder() })
    expect(performance.now() - start).toBeGreaterThan(950)
  })

  it('gives up after as many as asked for, with the status', async () => {
    const server = await misbehavingServer(status(503))
    const folder = await temporaryFolder()
    await expect(fetchHash({ source: server.url, folder, retries: 2 })).rejects.toMatchObject({
      code: 'HTTP_STATUS',
      status: 503,
    })
    expect(server.ranges).toHaveLength(3)
  })

  it.each([400, 401, 403, 404, 410])('does not try again after %i', async (code) => {
    const server = await misbehavingServer(status(code))
    const fetching = fetchHash({ source: server.url, folder: await temporaryFolder() })
    await expect(fetching).rejects.toMatchObject({ code: 'HTTP_STATUS', status: code })
    expect(server.ranges).toHaveLength(1)
  })

  it('gives up on a server that stalls, and goes on', async () => {
    const server = await misbehavingServer(serve(body, { stallAfter: 50_000 }), serve(body))
    const folder = await temporaryFolder()
    expect(await fetchHash({ source: server.url, folder, timeout: 400 })).toBe(hash)
    expect(server.ranges).toEqual([undefined, 'bytes=50000-'])
  })

  it('finds out about lies on the length', async () => {
    const server = await misbehavingServer(
      serve(body, { contentLength: body.length + 1000 }),
      serve(body, { contentLength: body.length - 1000 }),
      serve(body, { ignoreRange: true }),
    )
    const folder = await temporaryFolder()
    expect(await fetchHash({ source: server.url, hash, folder, timeout: 400 })).toBe(hash)
  })

  it('finds out about a short body from an injected fetch', async () => {
    const short = async () =>
      new Response(new Uint8Array(body.subarray(0, 1000)), { headers: { 'content-length': '2000' } })
    const folder = await temporaryFolder()
    const options = { source: 'https://example.invalid/file.bin', folder, retries: 0, fetch: short }
    await expect(fetchHash(options)).rejects.toMatchObject({
      code: 'INTERRUPTED',
      message: expect.stringContaining('1000 bytes came instead of 2000'),
    })
  })

  it('follows redirects and takes bodies of unknown length', async () => {
    const target = await misbehavingServer(serve(body, { chunked: true }))
    const server = await misbehavingServer(redirect(target.url))
    expect(await fetchHash({ source: server.url, hash, folder: await temporaryFolder() })).toBe(hash)
  })

  it('leaves nothing behind when the hash is wrong', async () => {
    const folder = await temporaryFolder()
    const server = await misbehavingServer(serve(Buffer.from('wrong')))
    await expect(fetchHash({ source: server.url, hash, folder })).rejects.toMatchObject({
      code: 'CHECKSUM_MISMATCH',
      expected: hash,
      received: sha256('wrong'),
    })
    expect(server.ranges).toHaveLength(1)
    expect(await readdir(folder)).toEqual([])
  })
})

describe('a host that does not answer', () => {
  it('is UNREACHABLE when it refuses the connection', async () => {
    const folder = await temporaryFolder()
    const source = `http://127.0.0.1:${await closedPort()}/file.bin`
    await expect(fetchHash({ source, folder })).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringContaining('ECONNREFUSED'),
    })
    expect(await readdir(folder)).toEqual([])
  })

  it('is UNREACHABLE when it hangs up each time', async () => {
    const server = await misbehavingServer(hangUp)
    const folder = await temporaryFolder()
    await expect(fetchHash({ source: server.url, folder })).rejects.toMatchObject({ code: 'UNREACHABLE' })
    expect(server.ranges).toHaveLength(6)
  })

  it('is UNREACHABLE when it stays silent, tried twice', async () => {
    const server = await misbehavingServer(silence)
    const folder = await temporaryFolder()
    await expect(fetchHash({ source: server.url, folder, timeout: 80 })).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringContaining('nothing came for 0.08 s'),
    })
    expect(server.ranges).toHaveLength(2)
  })

  it('is UNREACHABLE after one more try when its name is not known', async () => {
    let calls = 0
    const unknownHost: typeof fetch = async () => {
      calls += 1
      const cause = Object.assign(new Error('getaddrinfo ENOTFOUND'), {
        code: 'ENOTFOUND',
        syscall: 'getaddrinfo',
      })
      throw new TypeError('fetch failed', { cause })
    }
    const folder = await temporaryFolder()
    const fetching = fetchHash({ source: 'https://example.invalid/file.bin', folder, fetch: unknownHost })
    await expect(fetching).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringMatching(/example\.invalid\/file\.bin could not be downloaded.*ENOTFOUND/),
    })
    expect(calls).toBe(2)
  })
})

describe('stopping and reporting', () => {
  it('stops on a signal, keeps what came and goes on later', async () => {
    const folder = await temporaryFolder()
    const server = await misbehavingServer(serve(body, { stallAfter: 50_000 }), serve(body))
    const stop = new AbortController()
    const fetching = fetchHash({
      source: server.url,
      folder,
      signal: stop.signal,
      onProgress: () => setTimeout(() => stop.abort(), 50),
    })
    await expect(fetching).rejects.toMatchObject({ code: 'ABORTED' })
    expect(await fetchHash({ source: server.url, folder })).toBe(hash)
    expect(server.ranges).toEqual([undefined, 'bytes=50000-'])
  })

  it('stops while it waits for a retry', async () => {
    const server = await misbehavingServer(status(503))
    const stop = new AbortController()
    const fetching = fetchHash({
      source: server.url,
      folder: await temporaryFolder(),
      retryDelay: 60_000,
      signal: stop.signal,
      onProgress: () => stop.abort(new Error('enough')),
    })
    await expect(fetching).rejects.toMatchObject({ code: 'ABORTED', cause: { message: 'enough' } })
  })

  it('ends with the whole, verified and ready', async () => {
    const folder = await temporaryFolder()
    const server = await misbehavingServer(serve(body))
    const events: ProgressEvent[] = []
    const onProgress = (event: ProgressEvent) => events.push(event)
    const path = await fetchFile({ source: server.url, hash, folder, onProgress })
    expect(events.slice(-3)).toEqual([
      { status: 'download', name: 'file.bin', loaded: body.length, total: body.length },
      { status: 'verify', name: 'file.bin' },
      { status: 'ready', name: 'file.bin', path, cached: false },
    ])
  })

  it('passes on what onProgress throws, without retrying', async () => {
    const server = await misbehavingServer(serve(body))
    const onProgress = () => {
      throw new Error('a bug of the caller')
    }
    const fetching = fetchHash({ source: server.url, folder: await temporaryFolder(), onProgress })
    await expect(fetching).rejects.toThrow('a bug of the caller')
    expect(server.ranges).toHaveLength(1)
  })

  it('keeps passwords and queries out of errors and files', async () => {
    const folder = await temporaryFolder()
    let authorization: string | undefined
    const server = await misbehavingServer((request, response) => {
      authorization = request.headers.authorization
      response.writeHead(404).end()
    }, serve(body))
    const source = `${server.url.replace('//', '//user:secret@')}?token=secret`
    const error = await fetchHash({ source, folder }).catch((reason: unknown) => reason)
    expect(String(error)).not.toContain('secret')
    expect(authorization).toBe(`Basic ${Buffer.from('user:secret').toString('base64')}`)
    await fetchHash({ source, folder })
    expect(await readFile(`${folder}/file.bin.cache.json`, 'utf8')).not.toContain('secret')
  })
})

function partialIn(folder: string): string {
  return join(folder, 'file.bin.partial')
}

/** A port of loopback on which nobody listens. */
async function closedPort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  await new Promise((resolve) => server.close(resolve))
  return typeof address === 'object' && address ? address.port : 0
}
