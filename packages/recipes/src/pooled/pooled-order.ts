import { randomStream, shuffled } from '@graft-ml/core'

export interface PooledOrderOptions {
  readonly photos: number
  readonly variants: number
  readonly batchSize: number
  readonly seed: number
}

/** A photo, by its place in the pool, and which of its variants. */
export interface Drawn {
  readonly photo: number
  readonly variant: number
}

/**
 * In which order pooled photos come, and in which of their variants. The number of a batch alone says what it holds.
 *
 * Each pass holds every photo once, in an order of its own. A photo comes in another variant in each of `variants` passes,
 * in an order of its own too; then it goes through them anew, in another order.
 */
export class PooledOrder {
  private readonly batchesPerPass: number
  private pass = -1
  private photos: Int32Array = new Int32Array()

  constructor(private readonly options: PooledOrderOptions) {
    this.batchesPerPass = Math.ceil(options.photos / options.batchSize)
  }

  /** @param number from 0, over all passes */
  batch(number: number): Drawn[] {
    const { seed, variants, batchSize } = this.options
    const pass = Math.floor(number / this.batchesPerPass)
    const begin = (number % this.batchesPerPass) * batchSize
    const cycle = Math.floor(pass / variants)
    return Array.from(this.photosOf(pass).subarray(begin, begin + batchSize), (photo) => {
      const order = shuffled(variants, randomStream(seed, 'variants', cycle, photo))
      return { photo, variant: order[pass % variants] }
    })
  }

  private photosOf(pass: number): Int32Array {
    if (pass !== this.pass) {
      const { photos, seed } = this.options
      this.photos = shuffled(photos, randomStream(seed, 'photos', pass))
      this.pass = pass
    }
    return this.photos
  }
}
