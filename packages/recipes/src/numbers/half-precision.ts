/*
 * Numbers of 16 bits: 1 for the sign, 5 for the exponent, 10 for the fraction (IEEE 754 binary16). From 2^-14 to 65,504
 * they are within 2^-11 of what they stand for; below, within 2^-25; from 65,520 on there is only infinity.
 */

const SIGN = 0x8000
const INFINITY = 0x7c00
const NOT_A_NUMBER = 0x7e00

// The same numbers as float32, in bits.
const LEAST_NORMAL = 0x38800000 // 2^-14
const HALF_OF_LEAST = 0x33000000 // 2^-25, which rounds to the even neighbour: 0
const TOO_LARGE = 0x477ff000 // 65,520
const INFINITY_32 = 0x7f800000
/** What the exponents of the two formats differ by, where it stands in a float32. */
const REBIAS = (127 - 15) << 23

/**
 * Rounds to the nearest number of 16 bits, to the even one where two are as near, as IEEE 754 says.
 *
 * @param target as long as `source`
 * @returns whether every finite number is still finite
 */
export function toHalf(source: Float32Array, target: Uint16Array): boolean {
  const bits = new Uint32Array(source.buffer, source.byteOffset, source.length)
  let fits = true
  for (let index = 0; index < bits.length; index++) {
    const sign = (bits[index] >>> 16) & SIGN
    const size = bits[index] & 0x7fffffff
    if (size <= HALF_OF_LEAST) {
      target[index] = sign
    } else if (size < LEAST_NORMAL) {
      // A whole number of 2^-24: the fraction, with its hidden bit, shifted to that unit.
      const shift = 126 - (size >>> 23)
      target[index] = sign | shiftAndRound((size & 0x7fffff) | 0x800000, shift)
    } else if (size < TOO_LARGE) {
      // A fraction that is rounded up over its end carries into the exponent, which is right.
      target[index] = sign | shiftAndRound(size - REBIAS, 13)
    } else {
      target[index] = sign | (size > INFINITY_32 ? NOT_A_NUMBER : INFINITY)
      if (size < INFINITY_32) fits = false
    }
  }
  return fits
}

/** @param target as long as `source` */
export function fromHalf(source: Uint16Array, target: Float32Array): void {
  for (let index = 0; index < source.length; index++) target[index] = VALUES[source[index]]
}

function shiftAndRound(bits: number, shift: number): number {
  const half = (1 << (shift - 1)) - 1
  return (bits + half + ((bits >>> shift) & 1)) >>> shift
}

/** What each of the 65,536 patterns stands for: looking up is twice as fast as computing. */
const VALUES = Float32Array.from({ length: 0x10000 }, (_, half) => numberOf(half))

function numberOf(half: number): number {
  const sign = half & SIGN ? -1 : 1
  const exponent = (half & INFINITY) >>> 10
  const fraction = half & 0x3ff
  if (exponent === 0x1f) return fraction ? Number.NaN : sign * Number.POSITIVE_INFINITY
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25))
}
