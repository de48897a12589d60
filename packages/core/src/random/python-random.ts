import { InvalidArgumentError } from '../errors/invalid-argument-error'
import { MersenneTwister } from './mersenne-twister'

/**
 * Python's `random.Random`, number for number: where Keras draws the seeds that nobody gives, and in whose order its `fit`
 * reads batches. `new PythonRandom(seed)` stands for `keras.utils.set_random_seed(seed)`.
 *
 * @example
 * const random = new PythonRandom(42)
 * random.randint(1, 100) // 82, as random.seed(42); random.randint(1, 100)
 */
export class PythonRandom {
  readonly #words = new MersenneTwister()

  /** @param seed A safe integer; its sign does not count, as in Python. */
  constructor(seed: number) {
    if (!Number.isSafeInteger(seed)) {
      throw new InvalidArgumentError({ argument: 'seed', expected: 'a safe integer', received: seed })
    }
    const size = Math.abs(seed)
    const high = Math.floor(size / 2 ** 32)
    this.#words.seedByArray(high === 0 ? [size] : [size % 2 ** 32, high])
  }

  /** Another generator that goes on from where this one stands. */
  copy(): PythonRandom {
    const copy = new PythonRandom(0)
    copy.#words.state = this.#words.state
    return copy
  }

  /** An integer from `low` to `high`, both included, at most 2^53 - 1 apart. */
  randint(low: number, high: number): number {
    const count = high - low + 1
    if (!(Number.isSafeInteger(low) && Number.isSafeInteger(high) && count > 0 && count <= 2 ** 53 - 1)) {
      throw new InvalidArgumentError({
        argument: 'low and high',
        expected: 'integers with low <= high',
        received: `${low}, ${high}`,
      })
    }
    return low + this.#below(count)
  }

  /** Puts the items of a list into random order, in place. */
  shuffle(items: unknown[]): void {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.#below(i + 1)
      const item = items[i]
      items[i] = items[j]
      items[j] = item
    }
  }

  /** An integer 0..count - 1: as many bits as `count` has, drawn again while too large. */
  #below(count: number): number {
    const bits = count < 2 ** 32 ? 32 - Math.clz32(count) : 64 - Math.clz32(count / 2 ** 32)
    let drawn: number
    do drawn = this.#bits(bits)
    while (drawn >= count)
    return drawn
  }

  #bits(count: number): number {
    if (count <= 32) return this.#words.next() >>> (32 - count)
    const low = this.#words.next()
    return (this.#words.next() >>> (64 - count)) * 2 ** 32 + low
  }
}
