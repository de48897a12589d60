import { describe, expect, it } from 'vitest'
import { InvalidArgumentError } from '../errors/invalid-argument-error'
import fixture from './fixtures/stateless-uniform.json'
import { statelessUniform } from './stateless-uniform'

type Seed = [number, number]

describe('statelessUniform draws what TensorFlow draws', () => {
  it.each(fixture.rows)('with seed $seed from $low to $high', ({ seed, size, low, high, numbers }) => {
    const drawn = statelessUniform({ seed: seed as Seed, size, low, high })
    expect(Buffer.from(drawn.buffer).toString('base64')).toBe(numbers)
  })

  it('however many they are', () => {
    const drawn = statelessUniform({ seed: [3, 4], size: 10_001, low: -1, high: 1 })
    expect([...drawn.slice(-3)]).toEqual(fixture.longTail)
  })
})

it.each([[[-1, 0]], [[0, 2 ** 31]], [[0.5, 0]]])('refuses the seed %j', (seed) => {
  expect(() => statelessUniform({ seed: seed as Seed, size: 1 })).toThrow(InvalidArgumentError)
})
