import { existsSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

/** How the server treats one request. */
export type Behaviour = (request: IncomingMessage, response: ServerResponse) => void

export interface MisbehavingServer {
  /** `http://127.0.0.1:<port>/file.bin` */
  readonly url: string
  /** The Range header of each request so far; undefined where there was none. */
  readonly ranges: (string | undefined)[]
}

/** A server on loopback that treats the first request with the first behaviour and so on; the last one stays. */
export async function misbehavingServer(...behaviours: Behaviour[]): Promise<MisbehavingServer> {
  const ranges: (string | undefined)[] = []
  const server = createServer((request, response) => {
    const behave = behaviours[Math.min(ranges.length, behaviours.length - 1)]!
    ranges.push(request.headers.range)
    behave(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(async () => {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  })
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/file.bin`, ranges }
}

export interface Serving {
  /** Default '"v1"'. */
  etag?: string
  /** Bytes of this response after which the connection is cut. */
  dropAfter?: number
  /** Cut only when the client has written what came to this file, so that a slow machine changes nothing. */
  partial?: string
  /** Bytes of this response after which nothing more comes. */
  stallAfter?: number
  /** Answer requests for a part with the whole. */
  ignoreRange?: boolean
  /** Answer requests for a part with the part, whatever If-Range says. */
  ignoreIfRange?: boolean
  /** Announced instead of the real length. */
  contentLength?: number
  /** Leave out Content-Length. */
  chunked?: boolean
}

/** Serves `body` as a good server does, apart from what is asked for. */
export function serve(body: Buffer, serving: Serving = {}): Behaviour {
  const etag = serving.etag ?? '"v1"'
  return (request, response) => {
    const from = serving.ignoreRange ? 0 : rangeStart(request, etag, serving)
    const part = body.subarray(from)
    if (from > 0) {
      response.statusCode = 206
      response.setHeader('content-range', `bytes ${from}-${body.length - 1}/${body.length}`)
    }
    response.setHeader('etag', etag)
    if (!serving.chunked) response.setHeader('content-length', serving.contentLength ?? part.length)
    const cut = serving.dropAfter ?? serving.stallAfter
    if (cut === undefined) {
      response.end(part)
      return
    }
    response.flushHeaders()
    response.write(part.subarray(0, cut))
    if (serving.dropAfter === undefined) return
    const timer = setInterval(() => {
      if (serving.partial && sizeOf(serving.partial) < from + cut) return
      clearInterval(timer)
      response.destroy()
    }, 5)
    response.on('close', () => clearInterval(timer))
  }
}

export function status(code: number, headers: Record<string, string> = {}): Behaviour {
  return (_, response) => response.writeHead(code, headers).end('an error page')
}

export function redirect(location: string): Behaviour {
  return status(302, { location })
}

/** Accepts the connection and cuts it without a word. */
export const hangUp: Behaviour = (request) => request.socket.destroy()

/** Accepts the request and never answers. */
export const silence: Behaviour = () => {}

function sizeOf(path: string): number {
  return existsSync(path) ? statSync(path).size : 0
}

function rangeStart(request: IncomingMessage, etag: string, { ignoreIfRange }: Serving): number {
  const match = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')
  const condition = request.headers['if-range']
  if (!match || (!ignoreIfRange && condition !== undefined && condition !== etag)) return 0
  return Number(match[1])
}
