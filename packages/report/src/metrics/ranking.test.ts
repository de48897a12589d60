import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { averagePrecision, precisionRecallCurve } from './precision-recall-curve'
import { rocAuc, rocCurve } from './roc'

// With ties across the classes. Expected values are scikit-learn 1.9's (drop_intermediate=False).
const labels = [0, 1, 1, 0, 1, 0, 0, 1, 1, 0]
const scores = [0.1, 0.9, 0.4, 0.4, 0.35, 0.8, 0.2, 0.7, 0.4, 0.05]

/** Both labels occur; scores of a coarse grid, so that ties are common. */
const rankings = fc
  .array(fc.tuple(fc.nat(1), fc.nat(6)), { maxLength: 30 })
  .map((list) => [[0, 3], [1, 3], ...list] as [number, number][])
  .map((list) => ({ labels: list.map(([label]) => label), scores: list.map(([, score]) => score / 6) }))

describe('rocCurve', () => {
  it('has a point for every score', () => {
    const { falsePositiveRate, truePositiveRate, thresholds } = rocCurve(labels, scores)
    expect(falsePositiveRate).toEqual([0, 0, 0.2, 0.2, 0.4, 0.4, 0.6, 0.8, 1])
    expect(truePositiveRate).toEqual([0, 0.2, 0.2, 0.4, 0.8, 1, 1, 1, 1])
    expect(thresholds).toEqual([Number.POSITIVE_INFINITY, 0.9, 0.8, 0.7, 0.4, 0.35, 0.2, 0.1, 0.05])
  })

  it('refuses labels of one class and labels that are not binary', () => {
    expect(() => rocCurve([1, 1], [0.1, 0.2])).toThrow('labels must be a list with both classes')
    expect(() => rocCurve([0, 2], [0.1, 0.2])).toThrow('labels[1]')
    expect(() => rocAuc([0, 1], [0.5, Number.NaN])).toThrow('scores[1]')
    expect(() => rocAuc([0, 1], [0.5])).toThrow('scores must be as long as labels (2)')
  })
})

describe('rocAuc', () => {
  it('is exact, ties counting one half', () => {
    expect(rocAuc(labels, scores)).toBe(0.76)
    expect(rocAuc([0, 0, 1, 1], [1, 1, 1, 1])).toBe(0.5)
    expect(rocAuc([0, 1], [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY])).toBe(1)
  })

  it('is the share of pairs in the right order', () => {
    fc.assert(
      fc.property(rankings, ({ labels, scores }) => {
        expect(rocAuc(labels, scores)).toBeCloseTo(shareOfPairsInOrder(labels, scores), 12)
      }),
    )
  })

  it('does not change under a rising function, and turns round under a falling one', () => {
    fc.assert(
      fc.property(rankings, ({ labels, scores }) => {
        const area = rocAuc(labels, scores)
        expect(
          rocAuc(
            labels,
            scores.map((score) => Math.exp(3 * score)),
          ),
        ).toBe(area)
        expect(
          rocAuc(
            labels,
            scores.map((score) => -score),
          ),
        ).toBeCloseTo(1 - area, 12)
      }),
    )
  })
})

function shareOfPairsInOrder(labels: readonly number[], scores: readonly number[]): number {
  let right = 0
  let pairs = 0
  for (const [i, positive] of labels.entries()) {
    for (const [j, other] of labels.entries()) {
      if (positive !== 1 || other !== 0) continue
      pairs++
      right += scores[i]! > scores[j]! ? 1 : scores[i] === scores[j] ? 0.5 : 0
    }
  }
  return right / pairs
}

describe('precisionRecallCurve', () => {
  it('is what scikit-learn gives, from the highest threshold down', () => {
    const { precision, recall, thresholds } = precisionRecallCurve(labels, scores)
    const expected = [1, 1, 0.5, 2 / 3, 2 / 3, 5 / 7, 0.625, 5 / 9, 0.5]
    for (const [i, value] of precision.entries()) expect(value).toBeCloseTo(expected[i]!, 14)
    expect(recall).toEqual([0, 0.2, 0.2, 0.4, 0.8, 1, 1, 1, 1])
    expect(thresholds).toHaveLength(9)
  })
})

describe('averagePrecision', () => {
  it('is what scikit-learn gives', () => {
    expect(averagePrecision(labels, scores)).toBeCloseTo(0.7428571428571429, 14)
  })

  it('is 1 for a perfect ranking and the share of positives for none', () => {
    expect(averagePrecision([0, 1, 1], [0.1, 0.8, 0.9])).toBe(1)
    expect(averagePrecision([0, 1, 0, 1], [1, 1, 1, 1])).toBe(0.5)
  })
})
