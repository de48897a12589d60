import { expect, it } from 'vitest'
import { orderOf } from './order'

it('lets each side go first in its turn', () => {
  const order = [0, 1, 2, 3].map((pair) => orderOf(['graft', 'keras'], pair))
  expect(order).toEqual([
    ['graft', 'keras'],
    ['keras', 'graft'],
    ['graft', 'keras'],
    ['keras', 'graft'],
  ])
  expect(orderOf(['graft', 'keras', 'onnxruntime'], 2)).toEqual(['onnxruntime', 'graft', 'keras'])
})

it('has one side go alone', () => {
  expect(orderOf(['graft'], 3)).toEqual(['graft'])
})
