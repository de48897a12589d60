import { expect, it } from 'vitest'
import { resultsTable } from './table'
import { PLAIN, TRIALS, type Trial } from './trial'

const trials: Trial[] = [
  { name: PLAIN, options: [] },
  { name: 'mixup', options: ['--mix', 'mixup'] },
  { name: 'views', options: [], views: 8 },
  { name: 'lopsided', options: [], beside: null, lopsided: true },
  { name: 'weighted', options: ['--class-weights', 'balanced'], beside: 'lopsided', lopsided: true },
]
const sample = (trial: string, seed: number, accuracy: number, seconds: number) => ({
  ...{ trial, seed, accuracy, loss: 1 - accuracy, seconds },
})

it('compares each recipe with its own, seed by seed', () => {
  const table = resultsTable(trials, [
    sample(PLAIN, 1, 0.9, 100),
    sample(PLAIN, 2, 0.94, 100),
    sample('mixup', 1, 0.92, 110),
    sample('mixup', 2, 0.93, 130),
    sample('views', 1, 0.91, 20),
    sample('lopsided', 1, 0.7, 50),
    sample('weighted', 1, 0.8, 50),
  ])
  expect(table).toBe(`| recipe | right | beside plain | loss | beside plain | time |
|---|---|---|---|---|---|
| plain | 92.0% |  | 0.080 |  |  |
| mixup<br>\`--mix mixup\` | 92.5% | +0.5 (+2.0, -1.0) | 0.075 | -0.005 | 1.20 |
| views | 91.0% | +1.0 (+1.0) | 0.090 | -0.010 | 0.20 |
| lopsided | 70.0% |  | 0.300 |  |  |
| weighted<br>\`--class-weights balanced\` | 80.0% | +10.0 (+10.0) | 0.200 | -0.100 | 1.00 |
`)
})

it('leaves out what was not measured', () => {
  expect(resultsTable(trials, [sample(PLAIN, 1, 0.9, 1)]).split('\n')).toHaveLength(4)
})

it('names trials once, and compares with trials that there are', () => {
  const names = TRIALS.map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  for (const { beside } of TRIALS) expect(names).toContain(beside ?? PLAIN)
})
