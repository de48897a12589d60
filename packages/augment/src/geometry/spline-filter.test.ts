import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { splineWeights } from './spline-basis'
import { splineFilter } from './spline-filter'

const splineOrder = fc.integer({ min: 2, max: 5 })

describe('splineWeights', () => {
  it('add up to one and are not negative', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 5 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (order, fraction) => {
          const weights = new Float64Array(order + 1)
          splineWeights(order, fraction, weights)
          expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12)
          expect(Math.min(...weights)).toBeGreaterThanOrEqual(0)
        },
      ),
    )
  })

  it('is the cubic B-spline of the textbooks at a knot', () => {
    const weights = new Float64Array(4)
    splineWeights(3, 0, weights)
    expect([...weights].map((weight) => weight * 6)).toEqual(
      [1, 4, 1, 0].map((sixths) => expect.closeTo(sixths, 12)),
    )
  })
})

describe('splineFilter', () => {
  it('makes a spline that passes through the samples', () => {
    const samples = fc.array(fc.double({ min: -255, max: 255, noNaN: true }), { minLength: 6, maxLength: 40 })
    fc.assert(
      fc.property(
        samples,
        splineOrder,
        fc.constantFrom('mirror' as const, 'reflect' as const),
        (values, order, end) => {
          const line = Float64Array.from(values)
          splineFilter(line, order, end)
          const weights = new Float64Array(order + 1)
          splineWeights(order, order % 2 === 1 ? 0 : 0.5, weights)
          const half = Math.floor(order / 2)
          for (let i = half; i + half < line.length; i++) {
            const sum = weights.reduce((total, weight, k) => total + weight * (line[i - half + k] ?? 0), 0)
            expect(sum).toBeCloseTo(values[i]!, 8)
          }
        },
      ),
    )
  })

  it('leaves a constant line as it is', () => {
    fc.assert(
      fc.property(splineOrder, fc.integer({ min: 1, max: 9 }), (order, length) => {
        const line = new Float64Array(length).fill(100)
        splineFilter(line, order, 'reflect')
        expect([...line]).toEqual(Array.from({ length }, () => expect.closeTo(100, 9)))
      }),
    )
  })
})
