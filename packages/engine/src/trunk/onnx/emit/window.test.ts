import { describe, expect, it } from 'vitest'
import { samePadding } from './window'

describe('samePadding', () => {
  it.each([
    // size, kernel, stride, dilation, before, after
    [5, 3, 1, 1, 1, 1],
    [5, 2, 1, 1, 0, 1],
    [6, 3, 2, 1, 0, 1],
    [7, 3, 2, 1, 1, 1],
    [7, 3, 1, 2, 2, 2],
    [6, 1, 3, 1, 0, 0],
  ])('size %i, kernel %i, stride %i, dilation %i', (size, kernel, stride, dilation, before, after) => {
    expect(samePadding(size, kernel, stride, dilation)).toEqual([before, after])
  })

  it('needs no size with a stride of 1', () => {
    expect(samePadding(null, 4, 1, 1)).toEqual(samePadding(9, 4, 1, 1))
    expect(samePadding(null, 3, 2, 1)).toBeUndefined()
  })
})
