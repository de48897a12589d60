import { randomBytes, timingSafeEqual } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { pageHtml } from './page-html'
import type { WatchedRun } from './watched-run'

/** A page that shows how a run goes. */
export interface WatchServer {
  /** With the token, which nobody else on the machine knows. */
  readonly url: string
  close(): Promise<void>
}

export interface WatchServerOptions {
  readonly run: WatchedRun
  /** Somebody wants the training to end. */
  readonly onStop: () => void
}

/** Loopback only: the page shows photos, and its button ends a training. */
const HOST = '127.0.0.1'
/** Without a word now and then, a proxy or a browser takes the connection for dead. */
const HEARTBEAT_MILLISECONDS = 15_000
const PATIENCE_MILLISECONDS = 1000

/** Serves the page until it is closed. */
export async function serveRun(options: WatchServerOptions): Promise<WatchServer> {
  const token = randomBytes(16).toString('hex')
  // Where the build puts it.
  const script = await readFile(join(import.meta.dirname, 'watch-page/page.js'), 'utf8')
  const server = createServer((request, response) => answer(request, response, { ...options, token, script }))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, HOST, resolve)
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://${HOST}:${port}/?token=${token}`, close: () => close(server) }
}

interface Context extends WatchServerOptions {
  readonly token: string
  readonly script: string
}

/** What there is, by method and path. */
const ROUTES: Readonly<Record<string, (response: ServerResponse, context: Context) => void>> = {
  'GET /': (response, { token }) => send(response, 200, 'text/html', pageHtml(token)),
  'GET /page.js': (response, { script }) => send(response, 200, 'text/javascript', script),
  'GET /events': (response, { run }) => stream(response, run),
  'POST /stop': (response, { onStop }) => {
    onStop()
    send(response, 202, 'text/plain', 'Stopping.\n')
  },
}

function answer(request: IncomingMessage, response: ServerResponse, context: Context): void {
  const url = new URL(request.url ?? '/', `http://${HOST}`)
  const route = `${request.method} ${url.pathname}`
  if (!isOurs(request) || !isToken(url.searchParams.get('token'), context.token))
    send(response, 403, 'text/plain', 'Open the address that graft train has printed.\n')
  else if (Object.hasOwn(ROUTES, route)) ROUTES[route]!(response, context)
  else send(response, 404, 'text/plain', 'There is no such page.\n')
}

/** A page of elsewhere whose name was made to lead here names itself in Host. */
function isOurs({ headers }: IncomingMessage): boolean {
  return /^(127\.0\.0\.1|localhost):\d+$/.test(headers.host ?? '')
}

function isToken(given: string | null, token: string): boolean {
  const [one, other] = [Buffer.from(given ?? ''), Buffer.from(token)]
  return one.length === other.length && timingSafeEqual(one, other)
}

const SAFE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'unsafe-inline'; img-src data:; connect-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
}

function send(response: ServerResponse, status: number, type: string, body: string): void {
  response.writeHead(status, { ...SAFE_HEADERS, 'content-type': `${type}; charset=utf-8` }).end(body)
}

/** Server-sent events, one for each message, until the run ends or the page goes. */
function stream(response: ServerResponse, run: WatchedRun): void {
  response.writeHead(200, { ...SAFE_HEADERS, 'content-type': 'text/event-stream' })
  const stopListening = run.listen((message) => {
    response.write(`data: ${JSON.stringify(message)}\n\n`)
    if (message.type === 'ended') response.end()
  })
  const heartbeat = setInterval(() => response.write(':\n\n'), HEARTBEAT_MILLISECONDS)
  response.on('close', () => {
    clearInterval(heartbeat)
    stopListening()
  })
}

async function close(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve))
  // A page that does not take its last word must not keep the program.
  const patience = setTimeout(() => server.closeAllConnections(), PATIENCE_MILLISECONDS)
  await closed
  clearTimeout(patience)
}
