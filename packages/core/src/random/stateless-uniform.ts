import { InvalidArgumentError } from '../errors/invalid-argument-error'
import { type PhiloxState, philox } from './philox'

/** A multiple of 4 that fits into a processor's first cache. */
const wordsAtOnce = 4096

/** What {@link statelessUniform} draws. */
export interface StatelessUniform {
  /** Two integers 0..2^31 - 1; another pair gives other numbers. */
  readonly seed: readonly [number, number]
  /** How many numbers. */
  readonly size: number
  /** Default 0. */
  readonly low?: number
  /** Default 1. */
  readonly high?: number
}

/**
 * Numbers in [low, high) that depend on the seed alone: TensorFlow's `tf.random.stateless_uniform` for float32 on a CPU, bit
 * for bit, with which Keras fills kernels and draws the masks of dropout.
 *
 * @returns float32
 */
export function statelessUniform({ seed, size, low = 0, high = 1 }: StatelessUniform): Float32Array {
  const { key, counter } = startOf(seed)
  const [first, second, third, fourth] = counter
  const numbers = new Float32Array(size)
  const words = new Uint32Array(Math.min(wordsAtOnce, Math.ceil(size / 4) * 4))
  for (let at = 0; at < size; at += words.length) {
    philox(words, { key, counter: [first + at / 4, second, third, fourth] })
    spread(words, numbers.subarray(at, at + words.length), Math.fround(low), Math.fround(high))
  }
  return numbers
}

/** 23 bits of each word, as parts of the range; TensorFlow rounds the product before it adds. */
function spread(words: Uint32Array, out: Float32Array, low: number, high: number): void {
  const part = Math.fround(high - low) / 2 ** 23
  for (let i = 0; i < out.length; i++) out[i] = Math.fround((words[i]! & 0x7fffff) * part) + low
}

/** TensorFlow mixes a seed before it is used, so that close ones give nothing alike. */
function startOf(seed: readonly [number, number]): PhiloxState {
  for (const word of seed) {
    if (Number.isInteger(word) && word >= 0 && word < 2 ** 31) continue
    throw new InvalidArgumentError({ argument: 'seed', expected: 'two integers 0..2^31-1', received: seed })
  }
  const mixed = new Uint32Array(4)
  philox(mixed, { key: [0x3ec8f720, 0x02461e29], counter: [seed[0], 0, seed[1], 0] })
  return { key: [mixed[0]!, mixed[1]!], counter: [0, 0, mixed[2]!, mixed[3]!] }
}
