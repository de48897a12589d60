import { setImmediate as turn } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { workAhead } from './work-ahead'

/** Work that ends when it is told to, and what it saw. */
function bench(items: number, failing = -1) {
  const read: number[] = []
  const begun: number[] = []
  const ends: (() => void)[] = []
  let closed = false
  async function* source() {
    try {
      for (let item = 0; item < items; item++) {
        read.push(item)
        if (item === failing) throw new Error(`item ${item} cannot be read`)
        yield item
      }
    } finally {
      closed = true
    }
  }
  const work = (item: number) => {
    begun.push(item)
    return new Promise<string>((resolve) => {
      ends[item] = () => resolve(`result ${item}`)
    })
  }
  const results = workAhead(source(), work)
  const end = async (...which: number[]) => {
    for (const item of which) ends[item]()
    await turn()
  }
  return { results, read, begun, end, isClosed: () => closed }
}

describe('workAhead', () => {
  it('works on the next two while a result is used, and never on more', async () => {
    const { results, read, begun, end } = bench(6)
    const first = results.next()
    await turn()
    expect(begun).toEqual([0, 1, 2])
    await end(0, 1, 2)
    expect(await first).toEqual({ done: false, value: 'result 0' })
    // The reader uses the first result for as long as it likes.
    await turn()
    expect(read).toEqual([0, 1, 2])
    expect((await results.next()).value).toBe('result 1')
    await turn()
    expect(begun).toEqual([0, 1, 2, 3])
  })

  it('gives results in order, whichever is ready first', async () => {
    const { results, end } = bench(3)
    const [first, second, third, after] = [results.next(), results.next(), results.next(), results.next()]
    await turn()
    await end(2, 1, 0)
    expect([(await first).value, (await second).value, (await third).value]).toEqual([
      'result 0',
      'result 1',
      'result 2',
    ])
    expect(await after).toEqual({ done: true, value: undefined })
  })

  it('throws a failure where its result is asked for, not before', async () => {
    const { results, end } = bench(6, 2)
    const first = results.next()
    await turn()
    await end(0, 1)
    expect((await first).value).toBe('result 0')
    expect((await results.next()).value).toBe('result 1')
    await expect(results.next()).rejects.toThrow('item 2 cannot be read')
    expect((await results.next()).done).toBe(true)
  })

  it('throws the failure of work, and closes the source', async () => {
    let closed = false
    async function* source() {
      try {
        yield* [0, 1, 2, 3]
      } finally {
        closed = true
      }
    }
    const results = workAhead(source(), async (item) => {
      if (item === 1) throw new Error('no')
      return item
    })
    expect((await results.next()).value).toBe(0)
    await expect(results.next()).rejects.toThrow('no')
    expect(closed).toBe(true)
  })

  it('leaves nothing running when the reader goes early', async () => {
    const { results, begun, end, isClosed } = bench(6)
    const first = results.next()
    await turn()
    await end(0)
    await first
    let gone = false
    const leaving = results.return(undefined).then(() => {
      gone = true
    })
    await turn()
    // What runs on a trunk cannot be called back: it is waited for.
    expect(gone).toBe(false)
    await end(1, 2)
    await leaving
    expect(begun).toEqual([0, 1, 2])
    expect(isClosed()).toBe(true)
  })

  it('starts no work on what was being read when the reader went', async () => {
    const begun: number[] = []
    const reads: (() => void)[] = []
    async function* slow() {
      for (let item = 0; item < 3; item++) {
        await new Promise<void>((resolve) => {
          reads.push(resolve)
        })
        yield item
      }
    }
    const results = workAhead(slow(), async (item) => begun.push(item))
    const first = results.next()
    await turn()
    reads[0]()
    await first
    await turn()
    const leaving = results.return(undefined)
    await turn()
    reads[1]()
    await turn()
    reads[2]()
    await leaving
    expect(begun).toEqual([0])
  })
})
