import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { randomStream, type StreamKey } from './random-stream'

const take = (count: number, ...keys: StreamKey[]): number[] => {
  const next = randomStream(...keys)
  return Array.from({ length: count }, next)
}

describe('randomStream', () => {
  it('gives the same numbers for the same keys, all in [0, 1)', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.integer(), fc.string()), { maxLength: 4 }), (keys) => {
        const drawn = take(20, ...keys)
        expect(take(20, ...keys)).toEqual(drawn)
        expect(drawn.every((value) => value >= 0 && value < 1)).toBe(true)
      }),
    )
  })

  it('tells keys apart by value, order, type and where one ends', () => {
    const lists: StreamKey[][] = [
      [],
      [0],
      [1],
      [0, 1],
      [1, 0],
      ['0'],
      ['1'],
      ['ab', 'c'],
      ['a', 'bc'],
      ['abc'],
      ['a\u0001b'],
      ['a', 'b'],
      [0.5],
      [-1],
    ]
    expect(new Set(lists.map((keys) => take(1, ...keys)[0])).size).toBe(lists.length)
  })

  it('is uniform along one stream and across streams of neighbouring keys', () => {
    const along = take(20_000, 1)
    const across = Array.from({ length: 20_000 }, (_, i) => take(1, 1, i)[0]!)
    for (const drawn of [along, across]) {
      const counts = new Array<number>(20).fill(0)
      for (const value of drawn) counts[Math.floor(value * 20)]!++
      const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0)
      // 19 degrees of freedom: 43.8 is passed by 99.9 % of truly uniform samples.
      expect(chiSquare).toBeLessThan(43.8)
    }
  })

  it('does not carry a correlation from one key to the next', () => {
    const pairs = Array.from(
      { length: 10_000 },
      (_, i) => (take(1, i)[0]! - 0.5) * (take(1, i + 1)[0]! - 0.5),
    )
    const correlation = (12 * pairs.reduce((sum, product) => sum + product, 0)) / pairs.length
    expect(Math.abs(correlation)).toBeLessThan(0.04)
  })
})
