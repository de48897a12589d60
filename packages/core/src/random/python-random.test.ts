import { describe, expect, it } from 'vitest'
import { InvalidArgumentError } from '../errors/invalid-argument-error'
import fixture from './fixtures/python-random.json'
import { PythonRandom } from './python-random'

const counted = (count: number) => Array.from({ length: count }, (_, i) => i)

describe('PythonRandom draws what Python draws', () => {
  it.each(fixture.rows)('with seed $seed', (row) => {
    const random = new PythonRandom(row.seed)
    const times = (count: number, low: number, high: number) =>
      counted(count).map(() => random.randint(low, high))
    const shuffled = counted(25)
    random.shuffle(shuffled)

    expect(shuffled).toEqual(row.shuffled)
    expect(times(5, 1, 1e9)).toEqual(row.seeds)
    expect(times(8, -2, 3)).toEqual(row.narrow)
    expect(random.randint(4, 4)).toBe(row.one)
    expect([times(1, 0, 2 ** 32 - 1), times(1, 0, 2 ** 32), times(1, 1, 2 ** 31)].flat()).toEqual(row.powers)
    expect(times(4, -(2 ** 50), 2 ** 50)).toEqual(row.wide)
    expect(times(700, 1, 1e9).slice(-2)).toEqual(row.later)
  })
})

describe('PythonRandom', () => {
  it('goes on by itself in a copy', () => {
    const random = new PythonRandom(3)
    for (let i = 0; i < 1000; i++) random.randint(0, 9)
    const copy = random.copy()
    const drawn = counted(700).map(() => random.randint(1, 1e9))
    expect(counted(700).map(() => copy.randint(1, 1e9))).toEqual(drawn)
  })

  it.each([0.5, 2 ** 53, Number.NaN])('refuses the seed %s', (seed) => {
    expect(() => new PythonRandom(seed)).toThrow(/seed must be a safe integer\. Received/)
  })

  it.each([
    [3, 2],
    [0, 1.5],
    [-(2 ** 52), 2 ** 52],
  ])('refuses the bounds %d and %d', (low, high) => {
    expect(() => new PythonRandom(0).randint(low, high)).toThrow(InvalidArgumentError)
  })
})
