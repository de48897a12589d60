import { randomStream, type StreamKey } from '@graft-ml/core'

/** Random choices for one picture; the same keys make the same choices. */
export class Draw {
  readonly #next: () => number

  constructor(...keys: readonly StreamKey[]) {
    this.#next = randomStream(...keys)
  }

  /** A number in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.#next()
  }

  /** A number around 0, within +-`width`, small ones more likely. */
  around(width: number): number {
    return (this.#next() + this.#next() - 1) * width
  }

  /** A whole number from low to high, both included. */
  whole(low: number, high: number): number {
    return Math.floor(this.between(low, high + 1))
  }

  /** True with probability `p`. */
  chance(p: number): boolean {
    return this.#next() < p
  }

  one<Item>(items: readonly [Item, ...Item[]]): Item {
    return items[this.whole(0, items.length - 1)] ?? items[0]
  }
}
