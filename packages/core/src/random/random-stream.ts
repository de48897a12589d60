/** What tells one stream from another: a seed, an epoch, the number of a picture, the name of an operation. */
export type StreamKey = number | string

/**
 * A fast stream of numbers in [0, 1) with 32 random bits each, one for each list of keys.
 *
 * Streams of different keys are independent, however close the keys are, so work can be dealt out in any
 * order and still draw the same numbers.
 *
 * Source: sfc32 of PractRand (Doty-Humphrey), its state hashed from the keys with MurmurHash3's finaliser.
 *
 * @example
 * const next = randomStream(seed, epoch, 'dropout')
 * const keep = next() >= rate
 */
export function randomStream(...keys: readonly StreamKey[]): () => number {
  const words = keys.flatMap(wordsOf)
  let a = hash(words, 1)
  let b = hash(words, 2)
  let c = hash(words, 3)
  let counter = 1
  const next = (): number => {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return (sum >>> 0) / 2 ** 32
  }
  // The author of sfc32 mixes a fresh state with a few rounds before the first number.
  for (let round = 0; round < 12; round++) next()
  return next
}

/** A key as 32-bit words that no other key has: a tag for its type, its length, its content. */
function wordsOf(key: StreamKey): number[] {
  if (typeof key === 'string')
    return [1, key.length, ...Array.from({ length: key.length }, (_, i) => key.charCodeAt(i))]
  const bits = new DataView(new ArrayBuffer(8))
  bits.setFloat64(0, key)
  return [2, bits.getInt32(0), bits.getInt32(4)]
}

function hash(words: readonly number[], salt: number): number {
  return words.reduce((state, word) => mix(Math.imul(state, 31) + 0x9e3779b9 + word), mix(salt))
}

/** MurmurHash3's finaliser: every bit of the input changes half of the bits of the output. */
function mix(word: number): number {
  let mixed = word | 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return mixed ^ (mixed >>> 16)
}
