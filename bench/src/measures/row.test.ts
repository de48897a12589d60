import { describe, expect, it } from 'vitest'
import { exercisePlan, runsOf } from '../../test/made-up-runs'
import { type Measured, rowsOf, verdictOf } from './row'
import type { Run } from './run'

function measured(runs: Run[], changes: Partial<Measured> = {}): Measured {
  return { plan: exercisePlan, wanted: ['trunk'], runs, notes: [], ...changes }
}

const five = <Value>(value: Value): Value[] => [value, value, value, value, value]
const rowOf = (name: string, input: Measured) => rowsOf(input).find((row) => row.name === name)!

describe('a row', () => {
  it('takes one number from each process, and the middle of these', () => {
    const runs = [
      ...runsOf('trunk', 'graft', 'trunkSeconds', [1, 3], [2, 2], [9, 9]),
      ...runsOf('trunk', 'keras', 'trunkSeconds', [4, 4], [4, 4], [6, 6]),
    ]
    const row = rowOf('trunk', measured(runs))
    expect(row.graft).toEqual({ median: 2, min: 2, max: 9, count: 3 })
    expect(row.peer).toEqual({ median: 4, min: 4, max: 6, count: 3 })
    expect(row.ratio).toEqual({ median: 0.5, min: 0.5, max: 1.5, count: 3 })
  })

  it('pairs by the number of the pair, whoever went first', () => {
    const ours = runsOf('trunk', 'graft', 'trunkSeconds', [1], [10])
    const theirs = runsOf('trunk', 'keras', 'trunkSeconds', [2], [20])
    const row = rowOf('trunk', measured([theirs[1], ours[0], ours[1], theirs[0]]))
    expect(row.ratio).toEqual({ median: 0.5, min: 0.5, max: 0.5, count: 2 })
  })

  it('adds the epochs of a phase up', () => {
    const sample = 'fineTuningEpochSeconds'
    const runs = [
      ...runsOf('exercise', 'graft', sample, [9, 6], [9, 6], [9, 6]),
      ...runsOf('exercise', 'keras', sample, [26, 24], [26, 24], [26, 24]),
    ]
    const row = rowOf('fine-tuning-epochs', measured(runs, { wanted: ['exercise'] }))
    expect(row).toMatchObject({ graft: { median: 15 }, peer: { median: 50 }, verdict: 'aim' })
  })

  it('compares the whole pooled call with fifty epochs of Keras', () => {
    const runs = [
      ...runsOf('pooled', 'graft', 'fineTuningFitSeconds', [180]),
      ...runsOf('pooled', 'keras', 'fineTuningEpochSeconds', Array<number>(50).fill(40)),
    ]
    expect(rowOf('pooled', measured(runs, { wanted: ['pooled'] }))).toMatchObject({
      ratio: { median: 0.09 },
      verdict: 'bar',
    })
  })

  it('stands alone without the other side', () => {
    const row = rowOf('trunk', measured(runsOf('trunk', 'graft', 'trunkSeconds', [1])))
    expect(row.graft?.median).toBe(1)
    expect(row.peer ?? row.ratio ?? row.verdict).toBeUndefined()
  })

  it('is there for what was wanted, in the order of the table', () => {
    const rows = rowsOf(measured([], { wanted: ['start', 'exercise'] }))
    expect(rows.map(({ name }) => name)).toEqual([
      ...['feature-extraction-epochs', 'fine-tuning-epochs', 'start', 'memory'],
    ])
  })
})

describe('the verdict', () => {
  it('is on the median: a bar and an aim are met by being reached', () => {
    const limits = { bar: 0.9, aim: 0.75 }
    const verdicts = [0.1, 0.75, 0.7501, 0.9, 0.9001].map((ratio) => verdictOf(ratio, limits))
    expect(verdicts).toEqual(['aim', 'aim', 'bar', 'bar', 'missed'])
  })

  const against = (ours: number, theirs: number, processes: number[] = five(0)) => [
    ...runsOf('trunk', 'graft', 'trunkSeconds', ...processes.map(() => [ours])),
    ...runsOf('trunk', 'onnxruntime', 'trunkSeconds', ...processes.map(() => [theirs])),
  ]

  it('is there for five pairs of the exercise', () => {
    expect(rowOf('trunk-bare', measured(against(1, 1)))).toMatchObject({ verdict: 'aim', note: undefined })
    expect(rowOf('trunk-bare', measured(against(1.2, 1))).verdict).toBe('missed')
  })

  it('is withheld for too few pairs', () => {
    const row = rowOf('trunk-bare', measured(against(1, 1, [1, 2, 3, 4])))
    expect(row.verdict).toBeUndefined()
    expect(row.note).toBe('not judged: 4 of at least 5 pairs')
    expect(row.ratio?.median).toBe(1)
  })

  it('is withheld for another experiment', () => {
    const { setting } = exercisePlan
    const plan = { ...exercisePlan, setting: { ...setting, imageSize: 75, threads: 1 }, steps: 10 }
    const row = rowOf('trunk-bare', measured(against(1, 1), { plan }))
    expect(row.verdict).toBeUndefined()
    expect(row.note).toBe(
      'not judged: imageSize 75 instead of 150, steps 10 instead of 100, threads limited to 1',
    )
  })
})

it('says with the rows of a section why it could not be measured', () => {
  const notes = [{ section: 'trunk', text: 'no photos' }] as const
  const rows = rowsOf(measured([], { wanted: ['trunk', 'start'], notes }))
  expect(rows.map(({ name, note }) => [name, note])).toEqual([
    ['trunk', 'no photos'],
    ['trunk-bare', 'no photos'],
    ['start', undefined],
  ])
})
