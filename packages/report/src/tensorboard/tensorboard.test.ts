import { describe, expect, it } from 'vitest'
import { crc32c } from './crc32c'
import { histogramOf } from './histogram'
import { recordOf } from './record'
import { eventRecord } from './summary'

const bytes = (text: string) => new TextEncoder().encode(text)

describe('crc32c', () => {
  // RFC 3720, B.4, and the check value of the polynomial.
  it.each([
    [bytes('123456789'), 0xe3069283],
    [new Uint8Array(32), 0x8a9136aa],
    [new Uint8Array(32).fill(255), 0x62a8ab43],
    [Uint8Array.from({ length: 32 }, (_, index) => index), 0x46dd794e],
  ])('of %o', (data, expected) => expect(crc32c(data)).toBe(expected))
})

it('writes records as TensorFlow does', () => {
  // What TensorFlow's record writer writes of b'graft'.
  expect(Buffer.from(recordOf(bytes('graft'))).toString('hex')).toBe(
    '0500000000000000eab2043e677261667470591de4',
  )
})

it('writes events as TensorFlow does', () => {
  // What protobuf writes of Event(wall_time=1.5, step=3, summary=Summary(value=[Value(tag='a', simple_value=0.25)])).
  const record = eventRecord({ time: 1.5, step: 3, summaries: [{ kind: 'scalar', tag: 'a', value: 0.25 }] })
  expect(Buffer.from(record.subarray(12, -4)).toString('hex')).toBe(
    '09000000000000f83f10032a0a0a080a0161150000803e',
  )
})

describe('histogramOf', () => {
  it('counts every finite number once', () => {
    const values = [...Array.from({ length: 100 }, (_, index) => index), Number.NaN]
    const { least, most, count, sum, limits, counts } = histogramOf(values)
    expect({ least, most, count, sum }).toEqual({ least: 0, most: 99, count: 100, sum: 4950 })
    expect(counts.reduce((all, one) => all + one)).toBe(100)
    expect(limits).toHaveLength(counts.length)
    expect(limits.at(-1)).toBeGreaterThanOrEqual(99)
    expect([...limits].sort((a, b) => a - b)).toEqual(limits)
  })

  it('takes numbers that are all the same, and none', () => {
    expect(histogramOf([2, 2])).toMatchObject({ least: 2, most: 2, count: 2 })
    expect(histogramOf([]).count).toBe(0)
  })
})
