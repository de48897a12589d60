import type { Batch, BatchSource } from '@graft-ml/core'
import { encodeImage } from '@graft-ml/dataset'
import { contactSheet } from '@graft-ml/report'
import type { WatchedRun } from './watched-run'

const COLUMNS = 5
const ROWS = 2
/** Milliseconds: nobody looks at ten photos faster. */
const PAUSE = 2000

/**
 * A source whose batches are shown now and then, as training sees them, while somebody looks.
 *
 * @param rescale what levels 0..255 were multiplied by
 */
export function watchBatches(source: BatchSource, run: WatchedRun, rescale: number): BatchSource {
  let last = Number.NEGATIVE_INFINITY
  const look = (batch: Batch) => {
    if (!run.isWatched || performance.now() - last < PAUSE) return
    last = performance.now()
    // At once: the batch's memory is used again when it has been through the trunk.
    const sheet = sheetOf(batch, rescale)
    // A picture that could not be drawn must not end a training.
    show(sheet, run).catch((error: Error) => process.emitWarning(error))
  }
  return new Proxy(source, {
    get(target, name) {
      if (name === Symbol.asyncIterator) return () => looked(target, look)
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
}

async function* looked(source: BatchSource, look: (batch: Batch) => void): AsyncGenerator<Batch> {
  for await (const batch of source) {
    look(batch)
    yield batch
  }
}

function sheetOf({ images }: Batch, rescale: number) {
  const [count, height, width, channels] = images.shape as [number, number, number, number]
  const size = height * width * channels
  const pictures = Array.from({ length: Math.min(count, ROWS * COLUMNS) }, (_, index) => ({
    ...{ height, width, channels },
    data: images.data.subarray(index * size, (index + 1) * size).map((value) => value / rescale),
  }))
  const rows = Array.from({ length: ROWS }, (_, row) => pictures.slice(row * COLUMNS, (row + 1) * COLUMNS))
  return contactSheet(rows.filter((row) => row.length > 0))
}

async function show(sheet: ReturnType<typeof sheetOf>, run: WatchedRun): Promise<void> {
  const bytes = await encodeImage(sheet, { format: 'jpeg', scale: false, quality: 80 })
  run.showBatch(`data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`)
}
