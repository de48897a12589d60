import { RandomState } from '@graft-ml/core'
import { describe, expect, it } from 'vitest'
import { symmetricEigen } from './symmetric-eigen'

function randomSymmetric(seed: number, size: number, rank: number): Float64Array {
  const factors = Array.from({ length: rank }, (_, i) => new RandomState(seed + i).uniform(-1, 1, size))
  return Float64Array.from({ length: size * size }, (_, k) => {
    const [i, j] = [Math.floor(k / size), k % size]
    return factors.reduce((sum, factor) => sum + factor[i]! * factor[j]!, 0)
  })
}

describe('symmetricEigen', () => {
  it.each([
    [1, 1],
    [2, 2],
    [3, 1],
    [10, 10],
    [25, 6],
    [40, 40],
    [5, 0],
  ])('takes a matrix of size %i and rank %i apart', (size, rank) => {
    const matrix = randomSymmetric(11, size, rank)
    const { values, vectors } = symmetricEigen(matrix.slice(), size)
    const row = (k: number): Float64Array => vectors.subarray(k * size, (k + 1) * size)
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const rebuilt = values.reduce((sum, value, k) => sum + value * row(k)[i]! * row(k)[j]!, 0)
        expect(rebuilt).toBeCloseTo(matrix[i * size + j]!, 10)
        const product = row(i).reduce((sum, entry, k) => sum + entry * row(j)[k]!, 0)
        expect(product).toBeCloseTo(i === j ? 1 : 0, 12)
      }
    }
    expect(values.filter((value) => value > 1e-10)).toHaveLength(rank)
  })

  it('finds the known values of a second difference', () => {
    const size = 12
    const matrix = Float64Array.from({ length: size * size }, (_, k) => {
      const apart = Math.abs(Math.floor(k / size) - (k % size))
      return apart === 0 ? 2 : apart === 1 ? -1 : 0
    })
    const known = Array.from({ length: size }, (_, k) => 2 - 2 * Math.cos(((k + 1) * Math.PI) / (size + 1)))
    expect([...symmetricEigen(matrix, size).values].sort((a, b) => a - b)).toEqual(
      known.map((value) => expect.closeTo(value, 12)),
    )
  })

  it('refuses numbers that are not finite', () => {
    expect(() => symmetricEigen(new Float64Array(16).fill(Number.NaN), 4)).toThrow(
      /images must be finite numbers/,
    )
  })
})
