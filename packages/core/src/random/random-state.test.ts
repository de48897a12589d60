import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { InvalidArgumentError } from '../errors/invalid-argument-error'
import fixture from './fixtures/random-state.json'
import { RandomState } from './random-state'

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 })

describe('RandomState draws what NumPy draws', () => {
  it.each(fixture.rows)('with seed $seed', (row) => {
    const random = new RandomState(row.seed)
    const times = <Value>(count: number, draw: () => Value): Value[] => Array.from({ length: count }, draw)

    expect(times(3, () => random.random())).toEqual(row.random)
    expect([...random.uniform(-40, 40, 4)]).toEqual(row.uniform)
    expect(random.uniform(1.5, -2.5)).toBe(row.uniformBackwards)
    expect([...random.randint(0, 7, 10)]).toEqual(row.randint7)
    expect(random.randint(5, 6)).toBe(row.randintOne)
    expect([...random.randint(0, 2 ** 32, 3)]).toEqual(row.randint32)
    expect([...random.randint(-(2 ** 40), 2 ** 45, 4)]).toEqual(row.randintWide)
    expect([...random.permutation(25)]).toEqual(row.permutation)
    expect(random.permutation([2.5, 1.5, 9, -1])).toEqual(row.permutationOfList)
    expect(times(8, () => random.choice([1, -1]))).toEqual(row.choice)
    expect(random.choice(5, 9)).toEqual(row.choiceSize)
    expect([...random.uniform(0, 1, 350)].slice(-2)).toEqual(row.later)
  })
})

describe('RandomState', () => {
  it('starts over when it is seeded again', () => {
    const random = new RandomState(7)
    const first = random.uniform(0, 1, 5)
    random.seed(7)
    expect(random.uniform(0, 1, 5)).toEqual(first)
  })

  it('goes on from a saved state, through JSON too', () => {
    fc.assert(
      fc.property(seeds, fc.nat(1500), (seed, words) => {
        const random = new RandomState(seed)
        for (let i = 0; i < words; i++) random.randint(2 ** 32)
        const resumed = RandomState.from(JSON.parse(JSON.stringify(random.state())))
        expect(resumed.uniform(0, 1, 400)).toEqual(random.uniform(0, 1, 400))
      }),
      { numRuns: 20 },
    )
  })

  it('keeps integers within their bounds and permutations whole', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 2 ** 53 - 1 }), fc.nat(300), (seed, high, n) => {
        const random = new RandomState(seed)
        const drawn = random.randint(high)
        expect(Number.isInteger(drawn) && drawn >= 0 && drawn < high).toBe(true)
        expect([...random.permutation(n)].sort((a, b) => a - b)).toEqual(
          Array.from({ length: n }, (_, i) => i),
        )
      }),
    )
  })

  it('leaves the list that it permutes as it was', () => {
    const items = ['a', 'b', 'c', 'd', 'e']
    new RandomState(3).permutation(items)
    expect(items).toEqual(['a', 'b', 'c', 'd', 'e'])
  })

  it.each([-1, 0.5, 2 ** 32, Number.NaN])('refuses the seed %s', (seed) => {
    expect(() => new RandomState(seed)).toThrow(/seed must be an integer 0\.\.2\^32-1\. Received/)
  })

  it.each([
    ['empty range', (random: RandomState) => random.randint(3, 3)],
    ['fractional bound', (random: RandomState) => random.randint(1.5)],
    ['infinite range', (random: RandomState) => random.uniform(0, Number.POSITIVE_INFINITY)],
    ['empty list', (random: RandomState) => random.choice([])],
    ['negative size', (random: RandomState) => random.permutation(-1)],
    ['broken state', (random: RandomState) => RandomState.from({ ...random.state(), position: 700 })],
  ])('refuses an %s', (_, draw) => {
    expect(() => draw(new RandomState(0))).toThrow(InvalidArgumentError)
  })
})
