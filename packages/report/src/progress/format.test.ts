import { describe, expect, it } from 'vitest'
import { formatLogs, formatSeconds } from './format'

describe('formatSeconds', () => {
  it.each([
    [0, '0s'],
    [59.4, '59s'],
    [59.6, '1m 00s'],
    [125, '2m 05s'],
    [3600, '1h 00m'],
    [3784, '1h 03m'],
    [-1, '0s'],
  ])('%d is %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text))
})

describe('formatLogs', () => {
  it('keeps four decimals, and the digits of small numbers', () => {
    expect(formatLogs({ loss: 0.25529, acc: 1, lr: 1e-5, bad: Number.NaN, zero: 0 })).toEqual([
      'loss: 0.2553',
      'acc: 1.0000',
      'lr: 1.00e-5',
      'bad: NaN',
      'zero: 0.0000',
    ])
  })
})
