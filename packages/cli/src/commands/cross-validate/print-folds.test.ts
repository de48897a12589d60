import { expect, it } from 'vitest'
import { printFolds, summaryOf } from './print-folds'

const scores = [0.9, 0.94, 0.98].map((accuracy, at) => ({ fold: at + 1, accuracy, loss: 0.2, photos: 1000 }))

it('says how far folds lie apart', () => {
  const summary = summaryOf(scores)
  expect(summary.mean).toBeCloseTo(0.94, 6)
  expect(summary.deviation).toBeCloseTo(0.04, 6)
  expect(printFolds({ scores, summary, folder: 'runs/cats' }, (_, text) => text)).toBe(`
94.0% right on the mean, give or take 4.0 points from fold to fold.

  fold 1     90.0%    1,000 photos
  fold 2     94.0%    1,000 photos
  fold 3     98.0%    1,000 photos

runs/cats holds a run for each: graft report runs/cats/fold-1
`)
})

it('says how to go on where it was interrupted', () => {
  const text = printFolds({ scores: [], summary: undefined, folder: 'runs/cats' }, (_, text) => text)
  expect(text).toBe('What was learnt so far is kept. Go on with the same command and --out runs/cats\n')
})
