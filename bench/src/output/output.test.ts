import { Writable } from 'node:stream'
import { expect, it } from 'vitest'
import { exercisePlan, runsOf } from '../../test/made-up-runs'
import type { Measured } from '../measures/row'
import type { ScalingRow } from '../scaling/run-scaling'
import { short, withSpread } from './format'
import { markdown } from './markdown'
import { reportJson, reportOf } from './report'
import { plainTable, table } from './table'

const seconds = [0.1, 0.11, 0.09, 0.1, 0.12]
const runs = [
  ...runsOf('trunk', 'graft', 'trunkSeconds', ...seconds.map((value) => [value])),
  ...runsOf('trunk', 'keras', 'trunkSeconds', ...seconds.map((value) => [value * 2])),
  ...runsOf('trunk', 'onnxruntime', 'trunkSeconds', ...seconds.map((value) => [value * 0.8])),
]
const measured: Measured = { plan: exercisePlan, wanted: ['trunk', 'start'], runs, notes: [] }
const scaling: ScalingRow[] = [
  {
    ...{ share: 0.25, training: 500, validation: 250, batchSize: 20, imageSize: 150, threads: 1 },
    graft: { featureExtraction: 4.25, fineTuning: 5, peakMemoryBytes: 700 * 2 ** 20 },
    keras: { featureExtraction: 12.75, fineTuning: 12.5, peakMemoryBytes: 1400 * 2 ** 20 },
  },
  {
    ...{ share: 2, training: 4000, validation: 2000, batchSize: 20, imageSize: 150 },
    keras: { featureExtraction: 90, fineTuning: 90, peakMemoryBytes: 2 ** 31 },
    note: 'graft: ended with code 1\n   at somewhere',
  },
]
const report = reportOf({
  dates: { trunk: '2026-11-24T10:00:00Z', start: '2026-11-24T10:30:00Z' },
  machine: {
    ...{ processor: 'AMD EPYC', cores: 2, memoryGB: 23.5, instructionSets: ['avx2', 'fma'] },
    ...{ system: 'linux 6 x64', loadBefore: 0.1 },
  },
  versions: { node: 'v20.20.2', keras: '3.15.1', tensorflow: '2.21.0' },
  measured,
  scaling,
})
const colourless = new Writable({ write: (_chunk, _encoding, done) => done() })

it('writes numbers with three digits that count', () => {
  expect([0.012345, 1.2345, 45.178, 1912.4, 0].map(short)).toEqual(['0.0123', '1.23', '45.2', '1912', '0'])
  expect(short(Number.NaN)).toBe('-')
})

it('writes the spread with the middle', () => {
  expect(withSpread({ median: 0.1, min: 0.09, max: 0.12, count: 5 }, 'ms')).toBe('100 ms (90 - 120)')
  expect(withSpread({ median: 45.2, min: 45.2, max: 45.2, count: 1 }, 's')).toBe('45.2 s')
  expect(withSpread({ median: 2 ** 30, min: 2 ** 30, max: 2 ** 30, count: 1 }, 'MB')).toBe('1024 MB')
  expect(withSpread(undefined, 's')).toBe('-')
})

it('prints a table for a terminal', () => {
  const lines = table(report.rows, colourless).split('\n')
  expect(lines[0]).toMatch(/^measure +Graft +against +ratio +bar +aim +pass$/)
  expect(lines[1]).toMatch(
    /^trunk inference, one batch +100 ms \(90 - 120\) +Keras 200 ms \(180 - 240\) +0\.5 \(.*\) +- +- +-$/,
  )
  expect(lines[2]).toMatch(
    /bare ONNX Runtime 80 ms \(72 - 96\) +1\.25 \(1\.25 - 1\.25\) +1\.10 +1\.02 +MISSED$/,
  )
  expect(lines[3]).toMatch(/^fresh process .* - +- +- +0\.50 +0\.30 +-$/)
  // Columns stand below each other.
  expect(new Set(lines.slice(1, 4).map((line) => line.length - line.trimStart().length))).toEqual(
    new Set([0]),
  )
  expect(lines[1].indexOf('100 ms')).toBe(lines[0].indexOf('Graft'))
})

it('prints a note below its row', () => {
  const [row] = report.rows
  expect(table([{ ...row, note: 'why not' }], colourless).split('\n')[2]).toBe('  why not')
})

it('pads any cells', () => {
  expect(
    plainTable([
      ['a', 'bb'],
      ['cccc', 'd'],
    ]),
  ).toBe('a     bb\ncccc  d')
})

it('writes JSON with everything that was measured, and without paths', () => {
  const json = JSON.parse(reportJson(report))
  expect(Object.keys(json)).toEqual([
    ...['date', 'dates', 'machine', 'versions', 'setting', 'rows', 'scaling', 'runs'],
  ])
  expect(json.date).toBe('2026-11-24T10:30:00Z')
  expect(json.setting).toEqual({
    ...{ data: 'photos', weights: 'w.h5', imageSize: 150, batchSize: 20, seed: 1, engine: 'auto' },
    ...{ steps: 100, validationSteps: 50, calls: 20 },
  })
  expect(json.rows[1]).toMatchObject({
    ...{ name: 'trunk-bare', unit: 'ms', against: 'onnxruntime', limits: { bar: 1.1, aim: 1.02 } },
    ...{ graft: { median: 0.1, min: 0.09, max: 0.12, count: 5 }, ratio: { count: 5 }, verdict: 'missed' },
  })
  expect(json.runs).toHaveLength(15)
  expect(json.runs[0]).toEqual({
    ...{ section: 'trunk', side: 'graft', pair: 0, samples: { trunkSeconds: [0.1] }, facts: {} },
  })
  expect(reportJson(report)).not.toContain('/home')
})

it('writes markdown with the machine, the versions, the date and both tables', () => {
  const text = markdown(report)
  for (const part of ['2026-11-24', 'AMD EPYC, 2 cores', 'avx2 fma', '23.5 GB', 'keras 3.15.1', 'trunk 5']) {
    expect(text).toContain(part)
  }
  expect(text).toContain('| measure | Graft | against | ratio | bar | aim | pass |\n| --- |')
  expect(text).toMatch(/\| bare ONNX Runtime 80 ms .* \| 1\.10 \| 1\.02 \| MISSED \|/)
  expect(text).toContain(
    '| 500 + 250 | 20 | 150 | 1 | 4.25 | 12.8 | 0.333 | 5 | 12.5 | 0.4 | 700 | 1400 | 0.5 |',
  )
  expect(text).toContain('| 4000 + 2000 | 20 | 150 | all | - | 90 | - | - | 90 | - | - | 2048 | - |')
  expect(text).toContain('- graft: ended with code 1 at somewhere\n')
  expect(text).not.toContain('/home')
})

it('says in the markdown when each section was measured, where that was not on one day', () => {
  const dates = { ...report.dates, pooled: '2026-11-25T09:00:00Z' }
  expect(markdown({ ...report, dates })).toContain(
    '| measured | trunk 2026-11-24, start 2026-11-24, pooled 2026-11-25 |',
  )
  expect(markdown(report)).toContain('| measured | 2026-11-24 |')
})

it('leaves out of the markdown what was not measured', () => {
  const text = markdown({ ...report, rows: [], scaling: [] })
  expect(text).not.toMatch(/## /)
})
