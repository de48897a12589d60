import { describe, expect, it } from 'vitest'
import { PooledOrder } from './pooled-order'

const options = { photos: 50, variants: 3, batchSize: 8, seed: 5 }
const BATCHES = 7 // of a pass

function passes(count: number, changed: Partial<typeof options> = {}) {
  const order = new PooledOrder({ ...options, ...changed })
  return Array.from({ length: count }, (_, pass) =>
    Array.from({ length: BATCHES }, (_, batch) => order.batch(pass * BATCHES + batch)).flat(),
  )
}

describe('PooledOrder', () => {
  it('brings every photo once in each pass, in another order', () => {
    const orders = passes(4).map((pass) => pass.map(({ photo }) => photo))
    const all = Array.from({ length: 50 }, (_, photo) => photo)
    for (const order of orders) expect([...order].sort((a, b) => a - b)).toEqual(all)
    expect(new Set(orders.map(String)).size).toBe(4)
  })

  it('brings every variant of a photo once in as many passes, then in another order', () => {
    const variants = passes(60)
    const ofPhoto = (photo: number) =>
      variants.map((pass) => pass.find((drawn) => drawn.photo === photo)!.variant)
    const cycles = new Map<string, number>()
    for (let photo = 0; photo < 50; photo++) {
      const order = ofPhoto(photo)
      for (let cycle = 0; cycle < 20; cycle++) {
        const one = order.slice(cycle * 3, cycle * 3 + 3)
        expect([...one].sort()).toEqual([0, 1, 2])
        cycles.set(String(one), (cycles.get(String(one)) ?? 0) + 1)
      }
    }
    // 1,000 draws among 6 orders: 167 each, and more than 60 away is beyond 5 standard deviations (11.8).
    expect(cycles.size).toBe(6)
    for (const count of cycles.values()) expect(Math.abs(count - 167)).toBeLessThan(60)
  })

  it('gives the same batch for the same number, whenever it is asked for', () => {
    const order = new PooledOrder(options)
    const later = order.batch(23)
    order.batch(2)
    expect(order.batch(23)).toEqual(later)
    expect(new PooledOrder(options).batch(23)).toEqual(later)
    expect(passes(2)).toEqual(passes(2))
    expect(passes(2)).not.toEqual(passes(2, { seed: 6 }))
  })

  it('ends a pass with a smaller batch where it must', () => {
    const order = new PooledOrder(options)
    expect([5, 6, 7].map((number) => order.batch(number).length)).toEqual([8, 2, 8])
  })
})
