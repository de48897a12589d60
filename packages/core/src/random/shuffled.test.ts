import { expect, it } from 'vitest'
import { randomStream } from './random-stream'
import { shuffled } from './shuffled'

it('holds every number once, in an order that the stream decides', () => {
  const order = shuffled(50, randomStream('order', 1))
  expect([...order].sort((one, other) => one - other)).toEqual(Array.from({ length: 50 }, (_, at) => at))
  expect(shuffled(50, randomStream('order', 1))).toEqual(order)
  expect(shuffled(50, randomStream('order', 2))).not.toEqual(order)
  expect(shuffled(0, randomStream('order', 1))).toHaveLength(0)
})

it('gives each order as often as any other', () => {
  const next = randomStream('orders')
  const counts = new Map<string, number>()
  for (let draw = 0; draw < 6000; draw++) {
    const order = shuffled(3, next).join()
    counts.set(order, (counts.get(order) ?? 0) + 1)
  }
  expect(counts.size).toBe(6)
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150)
})
