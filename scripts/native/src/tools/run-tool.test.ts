import { describe, expect, it } from 'vitest'
import { complaint, runTool } from './run-tool'

const context = { environment: process.env, report: () => {} }
const node = (program: string, seconds?: number) =>
  runTool(context, process.execPath, ['-e', program], { seconds })

describe('runTool', () => {
  it('tells how a tool ended', async () => {
    expect(await node('console.log(1); console.error(2)')).toMatchObject({ outcome: 'done', stdout: '1\n' })
    expect(await node('process.exit(3)')).toMatchObject({ outcome: 'failed' })
    expect(await node('process.kill(process.pid)')).toMatchObject({ outcome: 'failed' })
    expect(await runTool(context, 'no-such-tool', [])).toMatchObject({ outcome: 'missing' })
  })

  it.skipIf(process.platform === 'win32')('stops a tool with what it has started', async () => {
    const child = 'setInterval(() => {}, 1e3); console.log(process.pid)'
    const program = `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(child)}], { stdio: 'inherit' })`
    const begin = performance.now()
    const { outcome, stdout } = await node(program, 1)
    expect(outcome).toBe('timed out')
    expect(Number(stdout)).toBeGreaterThan(1)
    // It ends when both have closed their output: the second would keep it open for ever.
    expect(performance.now() - begin).toBeLessThan(15_000)
  })
})

describe('complaint', () => {
  it.each([
    [
      'node:events:502\n      throw er;\n\nError: getaddrinfo ENOTFOUND a.example\n    at x\nnpm error code 1',
      /^Error: getaddrinfo ENOTFOUND a.example$/,
    ],
    ['Collecting x\nERROR: No matching distribution found for x\n', /^ERROR: No matching/],
    ['a\nlast words\n\n', /^last words$/],
    ['', /^it said nothing$/],
  ])('of %j', (output, expected) => {
    expect(complaint(output)).toMatch(expected)
  })
})
