import { describe, expect, it } from 'vitest'
import { runChild } from './run-child'

const never = new AbortController().signal
const node = (script: string, signal = never) =>
  runChild({ command: process.execPath, args: ['-e', script] }, signal)
const answering = `console.log('@bench {"samples":{"x":[1,2]},"facts":{"a":"b"}}')`

it('finds the answer among other lines, and times it', async () => {
  const { samples, facts } = await node(`console.log('Found 2000 images'); ${answering}; console.log('bye')`)
  expect(samples.x).toEqual([1, 2])
  expect(facts).toEqual({ a: 'b' })
  expect(samples.wallSeconds).toHaveLength(1)
  expect(samples.wallSeconds[0]).toBeGreaterThan(0)
})

it('times the answer, not the end', async () => {
  const begin = performance.now()
  const { samples } = await node(`${answering}; setTimeout(() => {}, 1000)`)
  const whole = (performance.now() - begin) / 1000
  expect(whole - samples.wallSeconds[0]).toBeGreaterThan(0.5)
})

describe('a process without a result is an error', () => {
  it('because it fails, with its last words', async () => {
    await expect(node(`console.error('no such weights'); process.exit(3)`)).rejects.toMatchObject({
      code: 'CHILD_FAILED',
      message: expect.stringMatching(/code 3 and no answer\. no such weights/),
    })
  })

  it('because it fails after its answer', async () => {
    await expect(node(`${answering}; process.exitCode = 1`)).rejects.toMatchObject({ code: 'CHILD_FAILED' })
  })

  it('because it says nothing', async () => {
    await expect(node('')).rejects.toMatchObject({ message: expect.stringMatching(/no answer/) })
  })

  it('because there is no such program', async () => {
    const child = runChild({ command: '/nowhere/python', args: [] }, never)
    await expect(child).rejects.toMatchObject({
      code: 'CHILD_FAILED',
      message: expect.stringMatching(/nowhere\/python.*ENOENT/),
    })
  })

  it('because it was interrupted', async () => {
    const interruption = new AbortController()
    const child = node('setTimeout(() => {}, 60_000)', interruption.signal)
    interruption.abort()
    await expect(child).rejects.toMatchObject({ code: 'INTERRUPTED' })
  })
})
