import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { drawClasses } from './drawn-classes'
import { makeFolder } from './drawn-folder'
import { CLI, runCli } from './run-cli'

const TIMEOUT = { timeout: 240_000 }
const made = await makeFolder()
const { folder } = made
beforeAll(() => drawClasses(join(folder, 'shapes'), 10))
afterAll(made.remove)

const OPTIONS =
  '--weights none --image-size 75 --batch-size 6 --hidden-units 8 --epochs 2 --fine-tune-epochs 3 --patience 2'
/** Whatever keeps something from step to step. */
const RECIPES =
  '--gradual --unfreeze-after mixed4 --schedule cosine --average-weights 0.9 --mix mixup --label-smoothing 0.1'
const argvOf = (out: string) => ['train', 'shapes', ...`${OPTIONS} ${RECIPES}`.split(' '), '--out', out]

/** Every number of every epoch but the time. */
async function numbersOf(run: string) {
  const { featureExtraction, fineTuning } = JSON.parse(
    await readFile(join(folder, run, 'history.json'), 'utf8'),
  )
  return [featureExtraction, fineTuning].map(({ seconds: _, ...numbers }) => numbers)
}

/** Begins a run and sends it a signal once it has trained so many epochs of fine-tuning. */
async function interrupt(run: string, signal: 'SIGKILL' | 'SIGINT', epochs: number) {
  const child = spawn(process.execPath, [CLI, ...argvOf(run)], { cwd: folder, stdio: 'ignore' })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  for (;;) {
    await sleep(50)
    const isThere = existsSync(join(folder, run, 'history.json'))
    if (isThere && (await numbersOf(run))[1]!.loss.length >= epochs) break
  }
  child.kill(signal)
  return await ended
}

it('ends with the numbers of a run that was never interrupted', TIMEOUT, async () => {
  const whole = await runCli(argvOf('whole'), { folder })
  expect(whole.exitCode).toBe(0)

  expect(await interrupt('killed', 'SIGKILL', 1)).toBeNull()
  expect(existsSync(join(folder, 'killed/model'))).toBe(false)
  const early = await runCli(['evaluate', '--model', 'killed'], { folder })
  expect(early.exitCode).toBe(2)
  expect(early.stderr).toMatch(/has no model yet\. Finish it: graft resume/)

  const resumed = await runCli(['resume', 'killed'], { folder })
  expect(resumed.exitCode).toBe(0)
  expect(await numbersOf('killed')).toEqual(await numbersOf('whole'))
  const predictions = (run: string) => readFile(join(folder, run, 'predictions.csv'), 'utf8')
  expect(await predictions('killed')).toBe(await predictions('whole'))
  expect(existsSync(join(folder, 'killed/checkpoints'))).toBe(false)
})

it.skipIf(process.platform === 'win32')('keeps what it has when it is interrupted', TIMEOUT, async () => {
  expect(await interrupt('stopped', 'SIGINT', 1)).toBe(130)
  expect(existsSync(join(folder, 'stopped/checkpoints/stage-1/fine-tuning.backup'))).toBe(true)
  const resumed = await runCli(['resume', 'stopped', '--json'], { folder })
  expect(resumed.exitCode).toBe(0)
  expect(JSON.parse(resumed.stdout).reason).toMatch(/completed|stopped-by-callback/)
  expect(await numbersOf('stopped')).toEqual(await numbersOf('whole'))
})

it('wants the folder of a run', async () => {
  const { exitCode, stderr } = await runCli(['resume', 'shapes'], { folder })
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(/shapes is not a run of graft train\. It has no config\.json/)
})
