import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accuracyDomain, lossDomain } from './domains'
import { epochTicks } from './epoch-ticks'
import { spreadLabels } from './spread-labels'

describe('accuracyDomain', () => {
  it('reaches 1 and shows a fifth of the scale at least', () => {
    expect(accuracyDomain([0.95, 0.99])).toEqual([0.8, 1])
    expect(accuracyDomain([0.52, Number.NaN])).toEqual([0.5, 1])
    expect(accuracyDomain([0.51])).toEqual([0.4, 1])
    expect(accuracyDomain([0])).toEqual([0, 1])
    expect(accuracyDomain([])).toEqual([0.8, 1])
  })
})

describe('lossDomain', () => {
  it('starts at 0 and leaves room above', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), (loss) => {
        const [low, high] = lossDomain([loss, Number.POSITIVE_INFINITY])
        expect(low).toBe(0)
        expect(high).toBeGreaterThan(loss)
        expect(high).toBeLessThan(loss * 1.5)
      }),
    )
  })

  it('exists for a loss of nothing', () => expect(lossDomain([0, Number.NaN])).toEqual([0, 1]))
})

describe('epochTicks', () => {
  it('are whole, few, and begin with the first epoch', () => {
    expect(epochTicks(1)).toEqual([1])
    expect(epochTicks(4)).toEqual([1, 2, 3, 4])
    expect(epochTicks(52)).toEqual([1, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50])
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 20_000 }), (epochs) => {
        const ticks = epochTicks(epochs)
        expect(ticks.length).toBeLessThanOrEqual(13)
        expect(ticks.every((tick) => Number.isInteger(tick) && tick >= 1 && tick <= epochs)).toBe(true)
      }),
    )
  })
})

describe('spreadLabels', () => {
  it('leaves alone what is far enough apart', () => {
    expect(spreadLabels([100, 20], 19, [0, 300])).toEqual([100, 20])
  })

  it('moves neighbours apart by as little as it takes', () => {
    expect(spreadLabels([100, 104], 20, [0, 300])).toEqual([92, 112])
  })

  it('keeps labels apart, inside and in order', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 6 }), (places) => {
        const moved = spreadLabels(places, 20, [0, 400])
        const order = places.map((_, i) => i).sort((a, b) => places[a]! - places[b]! || moved[a]! - moved[b]!)
        for (const [i, index] of order.entries()) {
          expect(moved[index]!).toBeGreaterThanOrEqual(0)
          expect(moved[index]!).toBeLessThanOrEqual(400)
          if (i > 0) expect(moved[index]! - moved[order[i - 1]!]!).toBeGreaterThan(19.99)
        }
      }),
    )
  })
})
