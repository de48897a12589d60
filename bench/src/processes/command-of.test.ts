import { expect, it } from 'vitest'
import { firstCpus, graftCommand, kerasCommand } from './command-of'

const setting = { data: 'd', weights: 'w', imageSize: 75, batchSize: 2, seed: 1, engine: 'auto' } as const
const calls = { warmUp: 1, timed: 2 }

it('reads lists of CPUs as Linux writes them', () => {
  expect(firstCpus('0-3', 2)).toEqual([0, 1])
  expect(firstCpus('2,4-6,9', 3)).toEqual([2, 4, 5])
  expect(firstCpus('7', 4)).toEqual([7])
})

it('hands the job over as JSON', () => {
  const job = { kind: 'trunk', ...setting, ...calls } as const
  const { command, args } = kerasCommand(job, '/opt/python')
  expect(command).toBe('/opt/python')
  expect(args[0]).toMatch(/keras\/measure\.py$/)
  expect(JSON.parse(args[1])).toEqual(job)
  expect(graftCommand({ kind: 'about', ...setting }).command).toBe(process.execPath)
})

it.runIf(process.platform === 'linux')('gives a process with one thread one CPU', () => {
  const job = { kind: 'pictures', ...setting, ...calls, threads: 1 } as const
  const { command, args } = kerasCommand(job, 'python3')
  expect(command).toBe('taskset')
  expect(args[1]).toMatch(/^\d+$/)
  expect(args[2]).toBe('python3')
})
