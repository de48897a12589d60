import { expect, it } from 'vitest'
import { mean, median, ratios, sum, summarise } from './statistics'

it('takes the middle value, or the mean of the two in the middle', () => {
  expect(median([3, 1, 2])).toBe(2)
  expect(median([10, 1, 2, 3])).toBe(2.5)
  expect(median([7])).toBe(7)
  expect(median([])).toBeNaN()
})

it('orders by size, not by the digits, and leaves its input alone', () => {
  const values = [100, 20, 3]
  expect(median(values)).toBe(20)
  expect(values).toEqual([100, 20, 3])
})

it('adds and averages', () => {
  expect(sum([1, 2, 3.5])).toBe(6.5)
  expect(mean([1, 2, 6])).toBe(3)
})

it('tells the spread', () => {
  expect(summarise([4, 1, 9])).toEqual({ median: 4, min: 1, max: 9, count: 3 })
  expect(summarise([])).toBeUndefined()
})

it('divides pair by pair', () => {
  expect(ratios([1, 3, 5], [2, 3, 10])).toEqual([0.5, 1, 0.5])
  // A pair whose second half was not measured is none.
  expect(ratios([1, 3], [2])).toEqual([0.5])
  expect(ratios([], [2])).toEqual([])
})

it('is not fooled by a slow minute that both sides of a pair share', () => {
  const ours = [1, 10, 1.1]
  const theirs = [2, 20, 2.2]
  expect(summarise(ratios(ours, theirs))?.max).toBe(0.5)
})
