import { readFile } from 'node:fs/promises'
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import { misbehavingServer, serve } from '../../../test/support/misbehaving-server'
import { temporaryFolder } from '../../../test/support/temporary-folder'
import { fetchFile } from './fetch-file'

const body = Buffer.from('through the proxy')

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('proxy variables', () => {
  it('sends http requests through HTTP_PROXY', async () => {
    const server = await misbehavingServer(serve(body))
    const proxy = await startProxy()
    proxyVariables({ HTTP_PROXY: proxy.url })
    const path = await fetchFile({ source: server.url, folder: await temporaryFolder() })
    expect(await readFile(path)).toEqual(body)
    expect(proxy.asked).toEqual([`GET ${server.url}`])
  })

  it('leaves out what NO_PROXY names', async () => {
    const server = await misbehavingServer(serve(body))
    const proxy = await startProxy()
    proxyVariables({ HTTP_PROXY: proxy.url, NO_PROXY: '127.0.0.1' })
    await fetchFile({ source: server.url, folder: await temporaryFolder() })
    expect(proxy.asked).toEqual([])
  })

  it('asks HTTPS_PROXY for a tunnel, and is UNREACHABLE at once when it refuses', async () => {
    const proxy = await startProxy({ refuseTunnels: true })
    proxyVariables({ HTTPS_PROXY: proxy.url })
    const fetching = fetchFile({ source: 'https://example.invalid/a.bin', folder: await temporaryFolder() })
    await expect(fetching).rejects.toMatchObject({
      code: 'UNREACHABLE',
      message: expect.stringMatching(/the proxy refused.*403.*HTTPS_PROXY/),
    })
    expect(proxy.asked).toEqual(['CONNECT example.invalid:443'])
  })

  it('reaches the host through the tunnel', async () => {
    const proxy = await startProxy()
    proxyVariables({ HTTPS_PROXY: proxy.url })
    const server = await misbehavingServer(serve(body))
    const source = server.url.replace('http:', 'https:')
    const fetching = fetchFile({ source, folder: await temporaryFolder(), retries: 0 })
    // The server behind the tunnel speaks no TLS: that the handshake fails shows that bytes went through.
    await expect(fetching).rejects.toThrow(/SSL|TLS|EPROTO|wrong version|packet length|dropped/i)
    expect(proxy.asked).toEqual([`CONNECT ${new URL(server.url).host}`])
    expect(proxy.tunnelled()).toBeGreaterThan(0)
  })
})

/** Sets these proxy variables and no others. */
function proxyVariables(variables: Record<string, string>): void {
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY']) {
    vi.stubEnv(name, variables[name])
    vi.stubEnv(name.toLowerCase(), undefined)
  }
}

async function startProxy({ refuseTunnels = false } = {}) {
  const asked: string[] = []
  const sockets: Socket[] = []
  let tunnelled = 0
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`)
    const onward = httpRequest(request.url ?? '', { headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    onward.end()
  })
  server.on('connect', (request: IncomingMessage, socket: Socket) => {
    asked.push(`CONNECT ${request.url}`)
    sockets.push(socket)
    socket.on('error', () => socket.destroy())
    if (refuseTunnels) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n')
      return
    }
    const [host, port] = (request.url ?? '').split(':')
    const onward = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      socket.on('data', (bytes) => {
        tunnelled += bytes.length
        onward.write(bytes)
      })
      onward.pipe(socket)
    })
    onward.on('error', () => socket.destroy())
    sockets.push(onward)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    for (const socket of sockets) socket.destroy()
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, asked, tunnelled: () => tunnelled }
}
