import { Writable } from 'node:stream'
import { CommanderError } from 'commander'
import { describe, expect, it } from 'vitest'
import { main } from '../main'
import { demoCommand, parseOptions } from './options'

async function run(...argv: string[]) {
  const output = { stdout: '', stderr: '' }
  const stream = (name: 'stdout' | 'stderr') =>
    new Writable({
      write(chunk, _encoding, done) {
        output[name] += chunk
        done()
      },
    })
  const exitCode = await main(argv, { stdout: stream('stdout'), stderr: stream('stderr') })
  return { exitCode, ...output }
}

it('has the defaults of the exercise', () => {
  expect(parseOptions([])).toEqual({
    epochs: 2,
    batchSize: 20,
    seed: 1,
    out: 'run',
    backend: 'auto',
    offline: false,
    json: false,
    quiet: false,
    verbose: false,
  })
})

it('takes every option', () => {
  const argv =
    '--data a.zip --weights w.h5 --epochs 1 --fine-tune-epochs 0 --steps 3 --validation-steps 2 --batch-size 5 --seed 7 --out o --backend cpu'
  expect(parseOptions([...argv.split(' '), '--offline', '--json', '--quiet', '--verbose'])).toEqual({
    ...{
      data: 'a.zip',
      weights: 'w.h5',
      epochs: 1,
      fineTuneEpochs: 0,
      steps: 3,
      validationSteps: 2,
      batchSize: 5,
      seed: 7,
    },
    ...{ out: 'o', backend: 'cpu', offline: true, json: true, quiet: true, verbose: true },
  })
})

it('explains itself and its exit codes in --help', () => {
  const help = demoCommand().helpInformation()
  for (const option of ['--data', '--fine-tune-epochs', '--offline']) expect(help).toContain(option)
  expect(() => parseOptions(['--help'])).toThrow(CommanderError)
})

describe('wrong options end with exit code 2, one message and no stack', () => {
  it.each([
    [['--epohcs', '3'], /unknown option '--epohcs'.*Valid: .*--epochs.*--help/is],
    [['--epochs', 'two'], /--epochs.*'two' is invalid.*whole number, 0 or above/is],
    [['--batch-size', '0'], /--batch-size.*whole number, 1 or above/is],
    [['--backend', 'gpu'], /Allowed choices are auto, onnx, tensorflow, webgpu, wasm, cpu/i],
    [['--seed', '4294967296'], /--seed must be a whole number from 0 to 4294967295. Received: 4294967296/],
    [['photos.zip'], /too many arguments/i],
  ])('%j', async (argv, message) => {
    const { exitCode, stdout, stderr } = await run(...argv)
    expect(exitCode).toBe(2)
    expect(stdout).toBe('')
    expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n\s+at /)
  })
})

it('names a missing source without a stack, and shows the stack when asked', async () => {
  const plain = await run('--data', '/nowhere/photos.zip', '--out', '/tmp/graft-demo-options-test')
  expect(plain.exitCode).toBe(1)
  expect(plain.stderr).toContain('/nowhere/photos.zip')
  expect(plain.stderr).not.toMatch(/\n\s+at /)
  const verbose = await run(
    '--data',
    '/nowhere/photos.zip',
    '--out',
    '/tmp/graft-demo-options-test',
    '--verbose',
  )
  expect(verbose.stderr).toMatch(/\n\s+at /)
})
