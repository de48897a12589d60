import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runProbe } from './run-probe'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-probe-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** Runs a program in a probe's place; `process.send` is how it speaks. */
async function run(source: string, seconds = 20) {
  const program = join(folder, 'program.cjs')
  const pidFile = join(folder, 'pid')
  await writeFile(
    program,
    `require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));${source}`,
  )
  const outcome = await runProbe('onnx', { program, seconds })
  return { ...outcome, pid: Number(await readFile(pidFile, 'utf8')) }
}

const FACTS = `process.send({ kind: 'facts', facts: { versions: { one: '1' } } })
process.send({ kind: 'facts', facts: { versions: { two: '2' }, simd: true } })`
const STAY = 'setInterval(() => {}, 1000)'
const HANG = 'for (;;) {}'
/** Of those that hang, in seconds: enough for Node to start on a busy machine. */
const LIMIT = 3

describe('runProbe', () => {
  it('gathers what a process tells, and ends it once it has answered', async () => {
    const { facts, ending, pid } = await run(`${FACTS}; process.send({ kind: 'trained' }); ${STAY}`)
    expect(facts).toEqual({ versions: { one: '1', two: '2' }, simd: true })
    expect(ending).toEqual({ kind: 'trained' })
    expect(isAlive(pid)).toBe(false)
  })

  it('gives the subject to the program', async () => {
    const { ending } = await run(`process.send({ kind: 'failed', reason: process.argv[2] }); ${STAY}`)
    expect(ending).toEqual({ kind: 'failed', reason: 'onnx' })
  })

  it.skipIf(process.platform === 'win32')('survives a crash, and keeps what was known before', async () => {
    const { facts, ending } = await run(
      `${FACTS}; console.error('CUDA error: no kernel image'); process.abort()`,
    )
    expect(facts.versions).toEqual({ one: '1', two: '2' })
    expect(ending).toEqual({ kind: 'crashed', how: 'SIGABRT', words: 'CUDA error: no kernel image' })
  })

  it('says how a process ended that did not answer', async () => {
    expect((await run('process.exit(3)')).ending).toEqual({ kind: 'crashed', how: 'exit code 3', words: '' })
    const { ending } = await run("throw new Error('no such symbol')")
    expect(ending).toEqual({ kind: 'crashed', how: 'exit code 1', words: 'Error: no such symbol' })
  })

  it.each([
    ['computes for ever', HANG],
    ['waits for ever', STAY],
    ['refuses to end', `process.on('SIGTERM', () => {}); ${STAY}`],
  ])('ends a process that %s when its time is over', async (_, program) => {
    const begin = performance.now()
    const { facts, ending, pid } = await run(`${FACTS}; ${program}`, LIMIT)
    expect(ending).toEqual({ kind: 'late', seconds: LIMIT })
    expect(facts.versions).toEqual({ one: '1', two: '2' })
    expect(isAlive(pid)).toBe(false)
    expect(performance.now() - begin).toBeLessThan(2 * LIMIT * 1000)
  })

  it('is not held up by one that talks without end', async () => {
    const { ending } = await run(`for (let i = 0; i < 1e4; i++) console.error('a line of noise ' + i)
process.send({ kind: 'trained' }); ${STAY}`)
    expect(ending).toEqual({ kind: 'trained' })
  })
})

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}
