import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Report } from '../src/output/report'
import { makeSmallInput, type SmallInput } from './small-input'

let input: SmallInput
beforeAll(async () => {
  input = await makeSmallInput()
}, 60_000)
afterAll(() => input.remove())

interface Finished {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

/** The built command, as a user runs it. */
function bench(...argv: string[]): Promise<Finished> {
  const cli = join(import.meta.dirname, '../dist/cli.js')
  return new Promise((resolve) => {
    execFile(process.execPath, [cli, ...argv], (error, stdout, stderr) => {
      resolve({ exitCode: error ? Number(error.code) : 0, stdout, stderr })
    })
  })
}

const short = '--pairs 1 --calls 2 --steps 2 --validation-steps 1 --batch-size 2 --image-size 75'.split(' ')

it('measures Graft alone, in processes of its own, and writes what it found', {
  timeout: 120_000,
}, async () => {
  const json = join(input.folder, 'bench.json')
  const results = join(input.folder, 'RESULTS.md')
  const before = await temporaryFolders()
  const { exitCode, stdout, stderr } = await bench(
    ...['--data', input.photos, '--weights', input.weights, '--json', json, '--results', results],
    ...['--only', 'exercise,fine-tuning-step,trunk,pictures,start', ...short],
  )
  expect(stderr).toContain('Graft alone: give --python')
  expect(stderr).toMatch(/exercise 1\/1, graft: [\d.]+ s/)
  expect(exitCode).toBe(0)

  const report: Report = JSON.parse(await readFile(json, 'utf8'))
  const samples = (section: string) =>
    report.runs.find((run) => run.section === section && run.side === 'graft')!.samples
  const { featureExtractionEpochSeconds, fineTuningEpochSeconds, featureExtractionFitSeconds } =
    samples('exercise')
  expect(featureExtractionEpochSeconds).toHaveLength(2)
  expect(fineTuningEpochSeconds).toHaveLength(2)
  const [first, second] = featureExtractionEpochSeconds
  expect(featureExtractionFitSeconds[0]).toBeGreaterThan(first + second)
  expect(samples('exercise').wallSeconds[0]).toBeGreaterThan(featureExtractionFitSeconds[0])
  expect(samples('exercise').peakMemoryBytes[0]).toBeGreaterThan(50e6)
  expect(samples('fine-tuning-step').stepSeconds).toHaveLength(2)
  expect(samples('trunk').trunkSeconds).toHaveLength(2)
  expect(samples('pictures').pictureSeconds).toHaveLength(2)
  for (const { samples } of report.runs)
    expect(
      Object.values(samples)
        .flat()
        .every((value) => value > 0),
    ).toBe(true)
  expect(report.runs[0].histories?.fineTuning.val_loss).toHaveLength(2)
  expect(report.versions).toMatchObject({ node: process.version, tfjs: expect.stringMatching(/^4\./) })

  const rows = new Map(report.rows.map((row) => [row.name, row]))
  expect(rows.get('feature-extraction-epochs')!.graft!.median).toBe(first + second)
  expect(rows.get('start')!.graft!.median).toBe(samples('start').wallSeconds[0])
  // Graft's graph in a plain session: no Keras is needed for that.
  expect(rows.get('trunk-bare')).toMatchObject({ ratio: { count: 1 }, peer: { count: 1 } })
  for (const { label } of report.rows) {
    expect(stdout).toContain(label)
    expect(await readFile(results, 'utf8')).toContain(`| ${label} |`)
  }
  expect(await temporaryFolders()).toEqual(before)
})

it('goes on with a report, and measures what is named or missing', { timeout: 120_000 }, async () => {
  const json = join(input.folder, 'resumed.json')
  const call = async (...more: string[]): Promise<Report> => {
    const { exitCode, stderr } = await bench(
      ...['--data', input.photos, '--weights', input.weights, '--json', json, ...short, ...more],
    )
    expect(stderr).not.toContain('Error')
    expect(exitCode).toBe(0)
    return JSON.parse(await readFile(json, 'utf8')) as Report
  }
  const first = await call('--only', 'pictures')
  const second = await call('--only', 'trunk', '--resume')
  const section = ({ runs }: Report, name: string) => runs.filter((run) => run.section === name)
  expect(section(second, 'pictures')).toEqual(section(first, 'pictures'))
  expect(second.dates.pictures).toBe(first.dates.pictures)
  expect(second.rows.map(({ name }) => name)).toEqual(['trunk', 'trunk-bare', 'pictures'])
  const third = await call('--only', 'pictures', '--resume')
  expect(section(third, 'pictures')).not.toEqual(section(first, 'pictures'))
  expect(section(third, 'trunk')).toEqual(section(second, 'trunk'))
})

it('says what a process said that could not measure, and ends with 2', { timeout: 60_000 }, async () => {
  const weights = join(input.photos, 'train/cats/0.jpg')
  const { exitCode, stdout } = await bench(
    ...['--data', input.photos, '--weights', weights, '--only', 'start', ...short],
  )
  expect(stdout).toMatch(/could not be measured: .*code 1 and no answer.*0\.jpg/s)
  expect(exitCode).toBe(2)
})

it('finds out at once where Keras does not start', { timeout: 60_000 }, async () => {
  const { exitCode, stderr } = await bench(
    ...['--data', input.photos, '--weights', input.weights, '--python', './no-python', ...short],
  )
  expect(stderr).toMatch(/no-python.*ENOENT/)
  expect(exitCode).toBe(2)
})

async function temporaryFolders(): Promise<string[]> {
  const names = await readdir(tmpdir())
  return names.filter((name) => /^graft-bench-(?!test-)/.test(name))
}
