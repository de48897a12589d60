import { expect, it } from 'vitest'
import { formatBytes } from './format-bytes'

it.each([
  [0, '0 B'],
  [812, '812 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [3400, '3.4 kB'],
  [1_234_567, '1.2 MB'],
  [87_910_968, '87.9 MB'],
  [2.5e9, '2.5 GB'],
  [25_276_514_304, '25.3 GB'],
  [3e15, '3000.0 TB'],
  [5e15, '5000.0 TB'],
])('formatBytes(%s) is %s', (bytes, text) => {
  expect(formatBytes(bytes)).toBe(text)
})
