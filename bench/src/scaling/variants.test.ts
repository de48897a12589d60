import { expect, it } from 'vitest'
import { variants } from './variants'

it('varies one thing at a time', () => {
  const all = variants(2)
  expect(all.map(({ share }) => share)).toEqual([0.25, 0.5, 1, 2, 0.25, 0.25, 0.25, 0.25, 0.25, 0.25])
  const changes = all.map(
    ({ batchSize, imageSize, threads }) =>
      [batchSize !== 20, imageSize !== 150, threads !== undefined].filter(Boolean).length,
  )
  expect(changes).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 1, 1])
  expect(all.map(({ threads }) => threads).filter(Boolean)).toEqual([1, 2])
})

it('asks for no more threads than there are cores', () => {
  expect(variants(1).map(({ threads }) => threads)).not.toContain(2)
})
