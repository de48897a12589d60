const length = 624
const middle = 397

/** Where a Mersenne Twister stands: its 624 words and how many of them are spent. Plain data. */
export interface MersenneTwisterState {
  readonly words: readonly number[]
  readonly position: number
}

/**
 * MT19937, the source of 32-bit words under NumPy's legacy generator.
 *
 * Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8 (1998).
 */
export class MersenneTwister {
  readonly #words = new Uint32Array(length)
  #position = length

  /** Starts the sequence of `seed`, an integer 0..2^32-1. */
  seed(seed: number): void {
    const words = this.#words
    words[0] = seed
    for (let i = 1; i < length; i++) {
      const previous = words[i - 1]!
      words[i] = Math.imul(1812433253, previous ^ (previous >>> 30)) + i
    }
    this.#position = length
  }

  /** Starts the sequence of a key of 32-bit words, at least one. */
  seedByArray(key: readonly number[]): void {
    const words = this.#words
    this.seed(19650218)
    let i = 1
    const mix = (multiplier: number, added: number): void => {
      const previous = words[i - 1]!
      words[i] = (words[i]! ^ Math.imul(previous ^ (previous >>> 30), multiplier)) + added
      if (++i < length) return
      words[0] = words[length - 1]!
      i = 1
    }
    for (let k = 0; k < Math.max(length, key.length); k++)
      mix(1664525, key[k % key.length]! + (k % key.length))
    for (let k = 1; k < length; k++) mix(1566083941, -i)
    words[0] = 0x80000000
    this.#position = length
  }

  /** The next word, 0..2^32-1. */
  next(): number {
    if (this.#position === length) this.#refill()
    let word = this.#words[this.#position++]!
    word ^= word >>> 11
    word ^= (word << 7) & 0x9d2c5680
    word ^= (word << 15) & 0xefc60000
    word ^= word >>> 18
    return word >>> 0
  }

  get state(): MersenneTwisterState {
    return { words: Array.from(this.#words), position: this.#position }
  }

  set state({ words, position }: MersenneTwisterState) {
    this.#words.set(words)
    this.#position = position
  }

  #refill(): void {
    const words = this.#words
    for (let i = 0; i < length; i++) {
      const joined = (words[i]! & 0x80000000) | (words[(i + 1) % length]! & 0x7fffffff)
      const twisted = (joined >>> 1) ^ (joined & 1 ? 0x9908b0df : 0)
      words[i] = words[(i + middle) % length]! ^ twisted
    }
    this.#position = 0
  }
}

/** The number of words in a state. */
export const stateLength = length
