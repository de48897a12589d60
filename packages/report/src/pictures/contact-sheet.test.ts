import { InvalidArgumentError } from '@graft-ml/core'
import { expect, it } from 'vitest'
import { contactSheet } from './contact-sheet'

const picture = (value: number, channels = 3) => ({
  height: 2,
  width: 1,
  channels,
  data: new Float32Array(2 * channels).fill(value),
})

it('lays pictures in rows with a gap between and around them', () => {
  const sheet = contactSheet([[picture(1), picture(2)], [picture(3)]], { gap: 1, ground: 9 })
  expect({ ...sheet, data: undefined }).toEqual({ height: 7, width: 5, channels: 3, data: undefined })
  const reds = Array.from({ length: 7 }, (_, y) =>
    Array.from({ length: 5 }, (_, x) => sheet.data[(y * 5 + x) * 3]),
  )
  expect(reds).toEqual([
    [9, 9, 9, 9, 9],
    [9, 1, 9, 2, 9],
    [9, 1, 9, 2, 9],
    [9, 9, 9, 9, 9],
    [9, 3, 9, 9, 9],
    [9, 3, 9, 9, 9],
    [9, 9, 9, 9, 9],
  ])
})

it('rounds values, keeps them within bytes and shows gray as gray', () => {
  const sheet = contactSheet([[picture(1.5), picture(300), picture(-4), picture(77, 1)]], { gap: 0 })
  expect([...sheet.data.slice(0, 12)]).toEqual([2, 2, 2, 255, 255, 255, 0, 0, 0, 77, 77, 77])
})

it.each([[[]], [[[]]], [[[picture(1), { ...picture(1), width: 2 }]]], [[[picture(1, 4)]]]])(
  'refuses %j',
  (rows) => {
    expect(() => contactSheet(rows)).toThrow(InvalidArgumentError)
  },
)
