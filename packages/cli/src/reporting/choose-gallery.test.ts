import { expect, it } from 'vitest'
import { chooseGallery } from './choose-gallery'

/** A photo of class 0 that has this probability of class 1. */
const photo = (path: string, probability: number) => ({
  path,
  label: 0,
  prediction: probability > 0.5 ? 1 : 0,
  probabilities: [1 - probability, probability],
})
const photos = [
  photo('sure', 0.01),
  photo('sure mistake', 0.99),
  photo('mistake', 0.8),
  photo('doubt', 0.45),
  photo('doubtful mistake', 0.51),
]
const paths = (chosen: readonly { path: string }[]) => chosen.map(({ path }) => path)

it('shows the surest mistakes, and of the others the least certain', () => {
  const { mistakes, uncertain } = chooseGallery(photos, 2)
  expect(paths(mistakes)).toEqual(['sure mistake', 'mistake'])
  expect(paths(uncertain)).toEqual(['doubtful mistake', 'doubt'])
})

it('shows none twice, and leaves the list as it was', () => {
  const before = [...photos]
  const { mistakes, uncertain } = chooseGallery(photos, 12)
  expect(new Set([...mistakes, ...uncertain]).size).toBe(photos.length)
  expect(photos).toEqual(before)
})
