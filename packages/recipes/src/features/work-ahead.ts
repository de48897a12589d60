/** Results that may be under way, or wait, beyond the one that is asked for. */
const AHEAD = 2

/**
 * Works on items before their results are asked for, and gives the results in order. While the reader uses one, the next
 * is being made and the item after it is being read; there are never more than two.
 *
 * A failure is thrown where its result is asked for. A reader that leaves early waits for what runs and starts nothing.
 */
export async function* workAhead<Item, Result>(
  items: AsyncIterable<Item>,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result> {
  const iterator = items[Symbol.asyncIterator]()
  const underWay: Promise<{ readonly result: Result } | undefined>[] = []
  let left = false
  const start = async () => {
    const { done, value } = await iterator.next()
    return done || left ? undefined : { result: await work(value) }
  }
  try {
    for (;;) {
      while (underWay.length <= AHEAD) {
        const next = start()
        // Until it is awaited, Node must not take a failure for one that nobody handles.
        next.catch(() => {})
        underWay.push(next)
      }
      const next = await underWay.shift()
      if (!next) return
      yield next.result
    }
  } finally {
    left = true
    await Promise.allSettled(underWay)
    await iterator.return?.()
  }
}
