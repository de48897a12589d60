import { type ChildProcess, spawn } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import type { ProgressEvent } from '../src/types/progress-event'
import { misbehavingServer, serve } from './support/misbehaving-server'
import { temporaryFolder } from './support/temporary-folder'

const body = randomBytes(400_000)
const hash = createHash('sha256').update(body).digest('hex')
const script = join(import.meta.dirname, 'support', 'fetch-in-process.mjs')

it('two processes share one cache: one downloads, the other waits and uses it', async () => {
  const folder = await temporaryFolder()
  // Slow enough that the second process comes while the first is at it.
  const server = await misbehavingServer((request, response) => {
    response.writeHead(200, { 'content-length': body.length, etag: '"v1"' })
    response.write(body.subarray(0, 200_000))
    setTimeout(() => response.end(body.subarray(200_000)), 1500)
    request.resume()
  })
  const results = await Promise.all([1, 2].map(() => finished(start({ source: server.url, folder, hash }))))
  expect(server.ranges).toEqual([undefined])
  const ready = results.map(({ events }) => events.at(-1))
  expect(ready.map((event) => event?.status === 'ready' && event.cached).sort()).toEqual([false, true])
  for (const { path } of results) expect(sha256(await readFile(path))).toBe(hash)
  expect((await readdir(folder)).sort()).toEqual(['file.bin', 'file.bin.cache.json'])
})

it('a process goes on where another was killed', async () => {
  const folder = await temporaryFolder()
  const server = await misbehavingServer(serve(body, { stallAfter: 150_000 }), serve(body))
  const victim = start({ source: server.url, folder })
  const partial = join(folder, 'file.bin.partial')
  await until(async () => existsSync(partial) && (await stat(partial)).size === 150_000)
  victim.kill('SIGKILL')
  // The dead one's lock is taken over once it is stale; that is tested with the lock itself.
  await until(async () => victim.signalCode === 'SIGKILL')
  await rm(join(folder, 'file.bin.lock'), { recursive: true })
  const { path } = await finished(start({ source: server.url, folder }))
  expect(sha256(await readFile(path))).toBe(hash)
  expect(server.ranges).toEqual([undefined, 'bytes=150000-'])
})

function start(options: object): ChildProcess {
  const child = spawn(process.execPath, [script, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child
}

async function finished(child: ChildProcess): Promise<{ path: string; events: ProgressEvent[] }> {
  let output = ''
  let errors = ''
  child.stdout?.on('data', (text) => {
    output += text
  })
  child.stderr?.on('data', (text) => {
    errors += text
  })
  const code = await new Promise((resolve) => child.on('close', resolve))
  if (code !== 0) throw new Error(`the process ended with ${code}: ${errors}`)
  expect(errors).toBe('')
  return JSON.parse(output.trim().split('\n').at(-1) ?? '')
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 20))
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}
