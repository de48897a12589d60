import { setTimeout } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { readAhead } from './read-ahead'

describe('readAhead', () => {
  it('prepares no more than it was told to', async () => {
    const started: number[] = []
    const load = async (batch: number) => started.push(batch)
    const batches = readAhead({ position: { batchesSeen: 0 }, end: 100, prefetch: 2, load })
    await batches.next()
    expect(started).toEqual([0, 1, 2])
    await batches.next()
    expect(started).toEqual([0, 1, 2, 3])
    await batches.return()
  })

  it('counts only what it has delivered, and tells the rest to stop', async () => {
    const position = { batchesSeen: 0 }
    const stops: Int32Array[] = []
    const load = async (batch: number, stop: Int32Array) => {
      stops.push(stop)
      return batch
    }
    for await (const batch of readAhead({ position, end: 10, prefetch: 3, load })) if (batch === 1) break
    expect(position.batchesSeen).toBe(2)
    expect(stops).toHaveLength(5)
    expect(stops.every((stop) => stop[0] === 1)).toBe(true)
  })

  it('throws a failure when its batch is due, not before, and starts there again', async () => {
    const position = { batchesSeen: 0 }
    let broken = true
    const load = async (batch: number) => {
      if (batch === 2 && broken) throw new Error('broken')
      return batch
    }
    const seen: number[] = []
    const read = async () => {
      for await (const batch of readAhead({ position, end: 4, prefetch: 3, load })) {
        seen.push(batch)
        // Long enough for Node to complain of a failure that nobody listens to.
        await setTimeout(5)
      }
    }
    await expect(read()).rejects.toThrow('broken')
    expect(seen).toEqual([0, 1])
    broken = false
    await read()
    expect(seen).toEqual([0, 1, 2, 3])
  })

  it('follows a position that was moved while a batch was being prepared', async () => {
    const position = { batchesSeen: 5 }
    const load = async (batch: number) => batch
    const batches = readAhead({ position, end: 10, prefetch: 1, load })
    const next = batches.next()
    position.batchesSeen = 0
    expect((await next).value).toBe(0)
    await batches.return()
  })
})
