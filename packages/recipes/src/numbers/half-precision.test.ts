import { describe, expect, it } from 'vitest'
import { fromHalf, toHalf } from './half-precision'

const GREATEST = 0x7bff

/** What a pattern stands for, by the definition of IEEE 754 binary16. */
function meaningOf(half: number): number {
  const [exponent, fraction] = [(half & 0x7c00) / 2 ** 10, half & 0x3ff]
  const size = exponent === 0 ? (fraction / 1024) * 2 ** -14 : (1 + fraction / 1024) * 2 ** (exponent - 15)
  return half & 0x8000 ? -size : size
}

function encoded(...values: number[]): number[] {
  const halves = new Uint16Array(values.length)
  toHalf(Float32Array.from(values), halves)
  return [...halves]
}

/** The float32 that comes after a positive one, or before it. */
function neighbour(value: number, step: 1 | -1): number {
  const bits = new Uint32Array(Float32Array.of(value).buffer)
  bits[0] += step
  return new Float32Array(bits.buffer)[0]
}

describe('half precision', () => {
  it('reads every pattern', () => {
    const halves = Uint16Array.from({ length: 0x10000 }, (_, half) => half)
    const values = new Float32Array(0x10000)
    fromHalf(halves, values)
    const finite = (half: number) => (half & 0x7c00) !== 0x7c00
    const expected = [...halves].filter(finite).map(meaningOf)
    expect([...halves].filter(finite).map((half) => values[half])).toEqual(expected)
    expect([values[0x7c00], values[0xfc00]]).toEqual([Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])
    expect([values[0x7c01], values[0xffff]]).toEqual([Number.NaN, Number.NaN])
  })

  it('rounds to the nearest, in the middle to the even one, between every two neighbours', () => {
    const middles = Array.from({ length: GREATEST }, (_, half) => (meaningOf(half) + meaningOf(half + 1)) / 2)
    const even = (half: number) => half + (half % 2)
    expect(encoded(...middles)).toEqual(middles.map((_, half) => even(half)))
    expect(encoded(...middles.map((value) => neighbour(value, 1)))).toEqual(
      middles.map((_, half) => half + 1),
    )
    expect(encoded(...middles.map((value) => neighbour(value, -1)))).toEqual(middles.map((_, half) => half))
    expect(encoded(...middles.map((value) => -value))).toEqual(middles.map((_, half) => 0x8000 | even(half)))
  })

  it('gives back what 16 bits hold', () => {
    const halves = Array.from({ length: GREATEST + 1 }, (_, half) => half)
    expect(encoded(...halves.map(meaningOf))).toEqual(halves)
    expect(encoded(-0)).toEqual([0x8000])
  })

  it('rounds as NumPy does', () => {
    // np.array([...], np.float32).astype(np.float16).view(np.uint16)
    const values = [0.1, 1 / 3, Math.PI, -2.7182817, 1e-7, 6e-8, 2.98e-8, 65519.996, 1000.3, 0.00006103]
    expect(encoded(...values)).toEqual(NUMPY)
  })

  it('says where a finite number has become infinite', () => {
    const target = new Uint16Array(1)
    expect(toHalf(Float32Array.of(65_519), target)).toBe(true)
    expect(toHalf(Float32Array.of(65_520), target)).toBe(false)
    expect(target[0]).toBe(0x7c00)
    expect(toHalf(Float32Array.of(Number.NEGATIVE_INFINITY), target)).toBe(true)
    expect(target[0]).toBe(0xfc00)
    expect(toHalf(Float32Array.of(Number.NaN), target)).toBe(true)
    expect(target[0] & 0x7fff).toBeGreaterThan(0x7c00)
  })
})

const NUMPY = [0x2e66, 0x3555, 0x4248, 0xc170, 0x2, 0x1, 0x0, 0x7bff, 0x63d1, 0x400]
