import { type Batch, type BatchSource, randomStream } from '@graft-ml/core'

const PIXELS = 8 * 8 * 3

export interface PhotoPassesOptions {
  /** Default 10; not a multiple of the batches, so that passes end with a smaller one. */
  readonly photos?: number
  readonly batchSize?: number
  /** Draw another order for each pass. Default true. */
  readonly shuffle?: boolean
  /** Change each photo in each pass. Default false. */
  readonly augment?: boolean
  readonly seed?: number
}

/** Photos in passes, as fromDirectory gives them: endless, shuffled, able to say and to go where they are. */
export function photoPasses(options: PhotoPassesOptions = {}): BatchSource & { batchesPerEpoch: number } {
  const { photos = 10, batchSize = 4, augment = false } = options
  let seed = options.seed ?? 1
  let next = 0
  const batchesPerEpoch = Math.ceil(photos / batchSize)
  const batch = (number: number): Batch => {
    const pass = Math.floor(number / batchesPerEpoch)
    const begin = (number % batchesPerEpoch) * batchSize
    const rows = orderOf(photos, options.shuffle === false ? -1 : pass, seed).slice(begin, begin + batchSize)
    return batchOf(rows, (photo) => photoPixels(photo, augment ? { seed, pass } : undefined))
  }
  return {
    batchesPerEpoch,
    repeats: !augment,
    identity: async () => JSON.stringify({ ...options, seed }),
    state: () => ({ seed, next }),
    restoreState: (state) => {
      seed = Number(state.seed)
      next = Number(state.next)
    },
    epoch: (pass = 0) => ({
      batchesPerEpoch,
      async *[Symbol.asyncIterator]() {
        for (let index = 0; index < batchesPerEpoch; index++) yield batch(pass * batchesPerEpoch + index)
      },
    }),
    async *[Symbol.asyncIterator]() {
      for (;;) yield batch(next++)
    },
  }
}

export function labelOf(photo: number): number {
  return photo % 3 === 0 ? 1 : 0
}

/** Noise, redder where the label is 1; in a pass that changes photos, with more noise. */
export function photoPixels(photo: number, change?: { seed: number; pass: number }): Float32Array {
  const random = randomStream('photo', photo)
  const noise = change ? randomStream('change', change.seed, change.pass, photo) : () => 0
  return Float32Array.from({ length: PIXELS }, (_, at) => {
    return 0.5 * random() + (at % 3 === 0 ? 0.5 * labelOf(photo) : 0) + 0.1 * noise()
  })
}

function batchOf(photos: readonly number[], pixels: (photo: number) => Float32Array): Batch {
  const data = new Float32Array(photos.length * PIXELS)
  for (const [row, photo] of photos.entries()) data.set(pixels(photo), row * PIXELS)
  return {
    images: { data, shape: [photos.length, 8, 8, 3] },
    labels: { data: Float32Array.from(photos, labelOf), shape: [photos.length, 1] },
    paths: photos.map((photo) => `${photo}.png`),
  }
}

function orderOf(photos: number, pass: number, seed: number): number[] {
  const all = Array.from({ length: photos }, (_, photo) => photo)
  if (pass < 0) return all
  const random = randomStream('order', seed, pass)
  return all
    .map((photo) => ({ photo, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ photo }) => photo)
}
