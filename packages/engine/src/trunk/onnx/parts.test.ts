import { describe, expect, it } from 'vitest'
import { partsOf, rowsOf, withRoom } from './parts'

/** Row r holds 10 r and 10 r + 1. */
const batch = (rows: number) => ({
  data: Float32Array.from({ length: 2 * rows }, (_, at) => 10 * Math.floor(at / 2) + (at % 2)),
  shape: [rows, 2, 1],
})

describe('partsOf', () => {
  it.each([
    [20, 6, [5, 5, 5, 5]],
    [7, 3, [2, 3, 2]],
    [7, 1, [1, 1, 1, 1, 1, 1, 1]],
    [6, 6, [6]],
    [1, 6, [1]],
    [0, 6, [0]],
    [7, undefined, [7]],
  ])('%i rows, at most %s at a time', (rows, most, sizes) => {
    const whole = batch(rows)
    const parts = partsOf(whole, most)
    expect(parts.map(({ shape }) => shape)).toEqual(sizes.map((size) => [size, 2, 1]))
    expect(parts.flatMap(({ data }) => [...data])).toEqual([...whole.data])
    for (const { data } of parts) expect(data.buffer).toBe(whole.data.buffer)
  })
})

it('rowsOf gives rows that can be written', () => {
  const whole = batch(4)
  const { data, shape } = rowsOf(whole, 1, 2)
  expect([[...data], shape]).toEqual([
    [10, 11, 20, 21],
    [2, 2, 1],
  ])
  data[0] = -1
  expect(whole.data[2]).toBe(-1)
})

it('withRoom makes room behind the first rows, and leaves what is whole as it is', () => {
  expect(withRoom(batch(2), 3)).toEqual({ data: Float32Array.of(0, 1, 10, 11, 0, 0), shape: [3, 2, 1] })
  const whole = batch(3)
  expect(withRoom(whole, 3)).toBe(whole)
})
