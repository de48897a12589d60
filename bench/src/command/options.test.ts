import { Writable } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { main } from '../main'
import { benchCommand, parseOptions, wantedSections } from './options'

const input = ['--data', 'photos.zip', '--weights', 'w.h5']
const parse = (...argv: string[]) => parseOptions(benchCommand(), [...input, ...argv])

async function run(...argv: string[]) {
  const output = { stdout: '', stderr: '' }
  const stream = (name: keyof typeof output) =>
    new Writable({
      write(chunk, _encoding, done) {
        output[name] += chunk
        done()
      },
    })
  const exitCode = await main(argv, { stdout: stream('stdout'), stderr: stream('stderr') })
  return { exitCode, ...output }
}

it('measures the exercise by default', () => {
  expect(parse()).toEqual({
    ...{ data: 'photos.zip', weights: 'w.h5', pooled: false, scaling: false, resume: false, engine: 'auto' },
    ...{ imageSize: 150, batchSize: 20, calls: 20, seed: 1 },
  })
})

it('takes every option', () => {
  const argv =
    '--peer keras --python py --json a.json --results R.md --only trunk,start --pairs 2 --engine wasm --image-size 75 --batch-size 4 --steps 3 --validation-steps 2 --calls 5 --seed 9'
  expect(parse(...argv.split(' '), '--pooled', '--scaling', '--resume')).toEqual({
    ...{ data: 'photos.zip', weights: 'w.h5', peer: 'keras', python: 'py', json: 'a.json', results: 'R.md' },
    ...{ only: ['trunk', 'start'], pairs: 2, engine: 'wasm', imageSize: 75, batchSize: 4, steps: 3 },
    ...{ validationSteps: 2, calls: 5, seed: 9, pooled: true, scaling: true, resume: true },
  })
})

it('runs what takes long only when it is asked for', () => {
  const usual = ['exercise', 'feature-extraction-step', 'fine-tuning-step', 'trunk', 'pictures', 'start']
  expect(wantedSections(parse())).toEqual(usual)
  expect(wantedSections(parse('--scaling'))).toEqual([...usual, 'scaling'])
  expect(wantedSections(parse('--pooled'))).toEqual([...usual, 'pooled'])
  expect(wantedSections(parse('--only', 'start,pooled'))).toEqual(['start', 'pooled'])
  expect(wantedSections(parse('--only', 'trunk', '--scaling'))).toEqual(['trunk', 'scaling'])
})

it('explains itself and its exit codes in --help', async () => {
  const { exitCode, stdout } = await run('--help')
  expect(exitCode).toBe(0)
  expect(stdout).toMatch(/--python <path>.*Exit codes:/s)
})

describe('wrong options end with exit code 2 and one message', () => {
  it.each<[string, string[], RegExp]>([
    ['no photos', ['--weights', 'w.h5'], /--data/],
    ['no weights', ['--data', 'd'], /--weights/],
    ['an unknown option', [...input, '--fast'], /unknown option '--fast'/],
    ['an unknown section', [...input, '--only', 'trunk,head'], /Valid: exercise, .*scaling/],
    ['an unknown peer', [...input, '--peer', 'torch'], /Allowed choices are keras/],
    ['an unknown engine', [...input, '--engine', 'abacus'], /Allowed choices are auto, onnx/],
    ['a peer without a Python', [...input, '--peer', 'keras'], /needs a Python.*--python/],
    ['going on with nothing', [...input, '--resume'], /--json must be a file with --resume/],
    ['no pairs', [...input, '--pairs', '0'], /whole number, 1 or above/],
    ['half a pair', [...input, '--pairs', '1.5'], /whole number, 1 or above/],
    ['pictures too small for the trunk', [...input, '--image-size', '74'], /whole number, 75 or above/],
    ['photos that are not there', ['--data', './nowhere', '--weights', 'w.h5'], /nowhere/],
  ])('%s', async (_, argv, message) => {
    const { exitCode, stdout, stderr } = await run(...argv)
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(stdout).toBe('')
    expect(exitCode).toBe(2)
  })

  it('a folder without train and validation', async () => {
    const { exitCode, stderr } = await run('--data', import.meta.dirname, '--weights', 'w.h5')
    expect(stderr).toMatch(/--data has no photos in train\/.*validation\/dogs/)
    expect(exitCode).toBe(2)
  })
})
