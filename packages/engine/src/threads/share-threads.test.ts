import { availableParallelism } from 'node:os'
import { expect, it } from 'vitest'
import { shareThreads } from './share-threads'

it.each([
  [1, { all: 1, trunkSessions: 1, half: 1 }],
  [2, { all: 2, trunkSessions: 2, half: 1 }],
  [3, { all: 3, trunkSessions: 2, half: 2 }],
  [8, { all: 8, trunkSessions: 2, half: 4 }],
])('%i threads in halves', async (threads, shares) => {
  expect(await shareThreads(threads)).toEqual(shares)
})

it('takes the cores that are here', async () => {
  const { all } = await shareThreads()
  expect(all).toBeGreaterThan(0)
  expect(all).toBeLessThanOrEqual(availableParallelism())
})

it.each([0, 1.5, -2])('refuses %d threads', async (threads) => {
  await expect(shareThreads(threads)).rejects.toThrow('threads must be a whole number from 1 on')
})
