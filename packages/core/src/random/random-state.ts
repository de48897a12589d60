import { InvalidArgumentError } from '../errors/invalid-argument-error'
import { MersenneTwister, type MersenneTwisterState, stateLength } from './mersenne-twister'

/** A `RandomState` at rest: plain data, cloneable between threads and writable as JSON. */
export type RandomStateSnapshot = MersenneTwisterState

/** Where drawn integers and permutations live; 32 bits hold every index of an array. */
export type MutableArrayLike = { readonly length: number; [index: number]: unknown }

/**
 * NumPy's legacy `RandomState`, bit for bit: the same seed gives the same numbers in the same order.
 *
 * Integers are drawn as NumPy draws them for its default type, int64.
 *
 * @example
 * const random = new RandomState(42)
 * random.random() // 0.3745401188473625, as np.random.RandomState(42).random_sample()
 */
export class RandomState {
  readonly #words = new MersenneTwister()

  /** @param seed An integer 0..2^32-1. */
  constructor(seed: number) {
    this.seed(seed)
  }

  /** A generator that goes on where another's `state()` was taken. */
  static from(snapshot: RandomStateSnapshot): RandomState {
    const { words, position } = snapshot
    const valid = words.length === stateLength && words.every((word) => isInteger(word, 0, 2 ** 32 - 1))
    if (!valid || !isInteger(position, 0, stateLength)) {
      throw new InvalidArgumentError({
        argument: 'snapshot',
        expected: `${stateLength} words of 32 bits and a position 0..${stateLength}, as state() gives`,
        received: snapshot,
      })
    }
    const random = new RandomState(0)
    random.#words.state = snapshot
    return random
  }

  /** Where the sequence stands now. */
  state(): RandomStateSnapshot {
    return this.#words.state
  }

  /** Starts the sequence of `seed` anew; an integer 0..2^32-1. */
  seed(seed: number): void {
    if (!isInteger(seed, 0, 2 ** 32 - 1)) {
      throw new InvalidArgumentError({ argument: 'seed', expected: 'an integer 0..2^32-1', received: seed })
    }
    this.#words.seed(seed)
  }

  /** A number in [0, 1), with 53 random bits. */
  random(): number {
    const high = this.#words.next() >>> 5
    const low = this.#words.next() >>> 6
    return (high * 2 ** 26 + low) / 2 ** 53
  }

  /** A number in [low, high), or `size` of them. `high` may lie below `low`, as in NumPy. */
  uniform(low?: number, high?: number): number
  uniform(low: number, high: number, size: number): Float64Array
  uniform(low = 0, high = 1, size?: number): number | Float64Array {
    const range = high - low
    if (!Number.isFinite(range)) {
      throw new InvalidArgumentError({
        argument: 'low and high',
        expected: 'finite numbers with a finite difference',
        received: `${low}, ${high}`,
      })
    }
    if (size === undefined) return low + range * this.random()
    return Float64Array.from({ length: checkedSize(size) }, () => low + range * this.random())
  }

  /** An integer in [0, high), in [low, high), or `size` of the latter. Bounds are safe integers. */
  randint(high: number): number
  randint(low: number, high: number): number
  randint(low: number, high: number, size: number): Float64Array
  randint(first: number, second?: number, size?: number): number | Float64Array {
    const [low, high] = second === undefined ? [0, first] : [first, second]
    if (!Number.isSafeInteger(low) || !Number.isSafeInteger(high) || low >= high) {
      throw new InvalidArgumentError({
        argument: 'low and high',
        expected: 'integers with low < high',
        received: `${low}, ${high}`,
      })
    }
    const largest = high - 1 - low
    if (size === undefined) return low + this.#upTo(largest)
    return Float64Array.from({ length: checkedSize(size) }, () => low + this.#upTo(largest))
  }

  /** The integers 0..n-1, or a copy of `items`, in random order. */
  permutation(n: number): Int32Array
  permutation<Item>(items: readonly Item[]): Item[]
  permutation<Item>(source: number | readonly Item[]): Int32Array | Item[] {
    const permuted =
      typeof source === 'number' ? Int32Array.from({ length: checkedSize(source) }, (_, i) => i) : [...source]
    this.shuffle(permuted)
    return permuted
  }

  /** Puts the items of an array, plain or typed, into random order, in place. */
  shuffle(items: MutableArrayLike): void {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.#upTo(i)
      const item = items[i]
      items[i] = items[j]
      items[j] = item
    }
  }

  /** One of 0..n-1 or of `items`, or `size` of them, each drawn from all (with replacement). */
  choice(n: number): number
  choice(n: number, size: number): number[]
  choice<Item>(items: readonly Item[]): Item
  choice<Item>(items: readonly Item[], size: number): Item[]
  choice<Item>(source: number | readonly Item[], size?: number): number | Item | (number | Item)[] {
    const count = typeof source === 'number' ? source : source.length
    if (!isInteger(count, 1, 2 ** 32)) {
      throw new InvalidArgumentError({
        argument: 'choice',
        expected: 'a positive integer or a list that is not empty',
        received: source,
      })
    }
    const pick = (): number | Item => {
      const index = this.randint(count)
      return typeof source === 'number' ? index : source[index]!
    }
    return size === undefined ? pick() : Array.from({ length: checkedSize(size) }, pick)
  }

  /** An integer 0..largest: random bits under the smallest sufficient mask, drawn again while too large. */
  #upTo(largest: number): number {
    if (largest === 0) return 0
    const wide = largest > 2 ** 32 - 1
    const highMask = wide ? maskOf(Math.floor(largest / 2 ** 32)) : 0
    const lowMask = wide ? 2 ** 32 - 1 : maskOf(largest)
    for (;;) {
      // NumPy takes the upper half of a 64-bit word first, and one 32-bit word where the range fits it.
      const high = wide ? (this.#words.next() & highMask) >>> 0 : 0
      const value = high * 2 ** 32 + ((this.#words.next() & lowMask) >>> 0)
      if (value <= largest) return value
    }
  }
}

/** The smallest 2^k - 1 that is not below `value`, which has 32 bits. */
function maskOf(value: number): number {
  return 2 ** (32 - Math.clz32(value)) - 1
}

function isInteger(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most
}

function checkedSize(size: number): number {
  if (!isInteger(size, 0, 2 ** 31 - 1)) {
    throw new InvalidArgumentError({ argument: 'size', expected: 'an integer of 0 or more', received: size })
  }
  return size
}
