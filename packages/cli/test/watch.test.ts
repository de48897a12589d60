import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawClasses } from './drawn-classes'
import { makeFolder } from './drawn-folder'
import { CLI } from './run-cli'

const made = await makeFolder()
const { folder } = made
beforeAll(() => drawClasses(join(folder, 'shapes'), 10))
afterAll(made.remove)

const OPTIONS =
  '--weights none --image-size 75 --batch-size 6 --hidden-units 8 --epochs 500 --fine-tune-epochs 5 --patience 0'

interface Answer {
  readonly status: number
  readonly body: string
  readonly headers: Readonly<Record<string, unknown>>
}

/** @param headers may name another host, as a page of elsewhere would */
function ask(url: string, { method = 'GET', headers = {} } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = request(url, { method, headers }, (response) => {
      let body = ''
      response.setEncoding('utf8').on('data', (text: string) => {
        body += text
      })
      response.on('end', () => resolve({ status: response.statusCode!, body, headers: response.headers }))
    })
    asked.on('error', reject).end()
  })
}

/** Messages until there is one that is looked for. */
async function messagesUntil(url: string, found: (message: Record<string, unknown>) => boolean) {
  const response = await fetch(url)
  const messages: Record<string, unknown>[] = []
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (;;) {
    const { value, done } = await reader.read()
    if (done) return messages
    text += value
    const events = text.split('\n\n')
    text = events.pop()!
    for (const event of events.filter((event) => event.startsWith('data: '))) {
      messages.push(JSON.parse(event.slice(6)))
      if (found(messages.at(-1)!)) {
        await reader.cancel()
        return messages
      }
    }
  }
}

describe('graft train --ui', { timeout: 240_000 }, () => {
  it('serves a page to whoever has its address, and ends well when it is told to', async () => {
    const argv = ['train', 'shapes', ...OPTIONS.split(' '), '--out', 'run', '--ui']
    const child = spawn(process.execPath, [CLI, ...argv], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] })
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    const lines = createInterface(child.stderr)
    const address = await new Promise<URL>((resolve) =>
      lines.on('line', (line) => {
        const [, url] = /Watch it at (http\S+)/.exec(line) ?? []
        if (url) resolve(new URL(url))
      }),
    )
    child.stdout.resume()
    const at = (path: string, search = address.search) => new URL(path + search, address).href

    expect(address.hostname).toBe('127.0.0.1')
    expect(address.searchParams.get('token')).toMatch(/^[0-9a-f]{32}$/)
    const page = await ask(at('/'))
    expect(page).toMatchObject({ status: 200, body: expect.stringContaining('<h1 id="title">') })
    expect(page.headers['content-security-policy']).toMatch(/default-src 'none'/)
    expect((await ask(at('/page.js'))).status).toBe(200)
    expect((await ask(at('/elsewhere'))).status).toBe(404)
    expect((await ask(at('/', ''))).status).toBe(403)
    expect((await ask(at('/', `?token=${'0'.repeat(32)}`))).status).toBe(403)
    expect((await ask(at('/stop', ''), { method: 'POST' })).status).toBe(403)
    expect((await ask(at('/'), { headers: { host: 'elsewhere.example' } })).status).toBe(403)
    // A link, or a picture on a page of elsewhere, is a GET.
    expect((await ask(at('/stop'))).status).toBe(404)

    const messages = await messagesUntil(at('/events'), ({ type }) => type === 'batch')
    expect(messages[0]).toMatchObject({ type: 'snapshot', snapshot: { title: 'run', isStopping: false } })
    expect(messages.at(-1)!.batch).toMatch(/^data:image\/jpeg;base64,/)

    const last = messagesUntil(at('/events'), ({ type }) => type === 'ended')
    expect((await ask(at('/stop'), { method: 'POST' })).status).toBe(202)
    expect((await last).at(-1)).toEqual({ type: 'ended', ended: 'stopped-by-callback' })
    expect(await ended).toBe(0)
    expect(existsSync(join(folder, 'run/report.html'))).toBe(true)
    await expect(ask(at('/'))).rejects.toThrow(/ECONNREFUSED/)
  })
})
