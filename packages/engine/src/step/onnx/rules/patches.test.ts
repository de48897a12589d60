import { describe, expect, it } from 'vitest'
import { pixelsSeen, windowBack } from './patches'
import type { MovingWindow } from './window'

const base: MovingWindow = {
  size: [2, 3],
  strides: [1, 1],
  dilation: [1, 1],
  image: [5, 6],
  output: [4, 4],
  before: [0, 0],
  after: [0, 0],
  channels: 2,
}

const windows: Record<string, MovingWindow> = {
  'without padding': base,
  padded: { ...base, output: [5, 6], before: [0, 1], after: [1, 1] },
  dilated: { ...base, dilation: [3, 2], output: [2, 2] },
  'dilated and padded': { ...base, dilation: [2, 2], output: [5, 6], before: [1, 2], after: [1, 2] },
}

/** Every "place q of the window sees pixel p at its n-th place", with the two sides named. */
function pairs(window: Pick<MovingWindow, 'image' | 'output' | 'size'>, seen: readonly number[]) {
  const outside = window.image[0] * window.image[1]
  const places = window.size[0] * window.size[1]
  return seen.flatMap((pixel, index) =>
    pixel === outside ? [] : [{ from: Math.floor(index / places), to: pixel, place: index % places }],
  )
}

describe('windowBack', () => {
  it.each(Object.keys(windows))('sees from each pixel what sees it, place by place: %s', (name) => {
    const window = windows[name]
    const back = windowBack(window, 7)!
    const there = pairs(window, pixelsSeen(window)).map(({ from, to, place }) => `${from} ${to} ${place}`)
    const andBack = pairs(back, pixelsSeen(back)).map(({ from, to, place }) => `${to} ${from} ${place}`)
    expect(there.length).toBeGreaterThan(10)
    expect(andBack.sort()).toEqual(there.sort())
    expect(back.channels).toBe(7)
  })

  it('is not there for a window that skips pixels', () => {
    expect(windowBack({ ...base, strides: [1, 2] }, 7)).toBeUndefined()
  })
})
