import { sharedNumber } from '../pool/pictures-task'

/** How far a sequence of batches has been delivered. Several loops may share one. */
export interface Position {
  batchesSeen: number
}

export interface ReadAheadOptions<Batch> {
  readonly position: Position
  /** The batch that is not delivered any more; Infinity never ends. */
  readonly end: number
  /** Batches in preparation besides the one that is waited for. */
  readonly prefetch: number
  /** Prepares a batch; may give up when `stop[0]` is no longer 0. */
  load(batch: number, stop: Int32Array<SharedArrayBuffer>): Promise<Batch>
}

/**
 * Delivers batches in order while the next ones are being prepared. Only a delivered batch moves the position:
 * what was prepared but not taken is prepared again by the next loop.
 */
export async function* readAhead<Batch>(
  options: ReadAheadOptions<Batch>,
): AsyncGenerator<Batch, void, undefined> {
  const { position, end, prefetch } = options
  let stop = sharedNumber()
  let queue: { number: number; batch: Promise<Batch> }[] = []
  try {
    while (position.batchesSeen < end) {
      if (queue.length > 0 && queue[0]!.number !== position.batchesSeen) {
        // Another loop went on, or somebody went back to the start.
        Atomics.store(stop, 0, 1)
        stop = sharedNumber()
        queue = []
      }
      while (queue.length <= prefetch && position.batchesSeen + queue.length < end) {
        const number = position.batchesSeen + queue.length
        const batch = options.load(number, stop)
        // A failure is thrown when its batch is due; until then nobody listens, which Node takes for a bug.
        batch.catch(() => undefined)
        queue.push({ number, batch })
      }
      const { number, batch } = queue[0]!
      const ready = await batch
      if (number !== position.batchesSeen) continue
      queue.shift()
      position.batchesSeen++
      yield ready
    }
  } finally {
    Atomics.store(stop, 0, 1)
  }
}
