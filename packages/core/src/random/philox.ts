/** Where a Philox generator stands: two words of key, four of counter. */
export interface PhiloxState {
  readonly key: readonly [number, number]
  readonly counter: readonly [number, number, number, number]
}

const rounds = 10

/**
 * Philox 4x32-10: fills `out`, whose length is a multiple of 4, with the words of `counter`, of the counter after it and so
 * on. A counter alone says which four words belong to it, so that numbers may be made in any order.
 *
 * Source: Salmon et al., "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
 */
export function philox(out: Uint32Array, { key, counter }: PhiloxState): void {
  const [first0, first1, first2, first3] = counter.map(toInt32) as [number, number, number, number]
  const [firstKey0, firstKey1] = key.map(toInt32) as [number, number]
  for (let at = 0; at < out.length; at += 4) {
    let x0 = (first0 + (at >>> 2)) | 0
    let x1 = first1
    let x2 = first2
    let x3 = first3
    let key0 = firstKey0
    let key1 = firstKey1
    for (let round = 0; round < rounds; round++) {
      const high0 = highWord(x0, 0xd251, 0x1f53)
      const low0 = Math.imul(x0, 0xd2511f53)
      const high1 = highWord(x2, 0xcd9e, 0x8d57)
      const low1 = Math.imul(x2, 0xcd9e8d57)
      x0 = high1 ^ x1 ^ key0
      x1 = low1
      x2 = high0 ^ x3 ^ key1
      x3 = low0
      key0 = (key0 + 0x9e3779b9) | 0
      key1 = (key1 + 0xbb67ae85) | 0
    }
    out[at] = x0
    out[at + 1] = x1
    out[at + 2] = x2
    out[at + 3] = x3
  }
}

/** The upper 32 bits of a product of 32-bit words, one of them in halves: integers all the way, which is what is fast. */
function highWord(word: number, factorHigh: number, factorLow: number): number {
  const low = word & 0xffff
  const high = word >>> 16
  const left = Math.imul(low, factorHigh)
  const right = Math.imul(high, factorLow)
  const middle = (left & 0xffff) + (right & 0xffff) + (Math.imul(low, factorLow) >>> 16)
  return (Math.imul(high, factorHigh) + (left >>> 16) + (right >>> 16) + (middle >>> 16)) | 0
}

function toInt32(word: number): number {
  return word | 0
}
