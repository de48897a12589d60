import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { History } from '@graft-ml/report'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawClasses } from './drawn-classes'
import { makeFolder } from './drawn-folder'
import { runCli } from './run-cli'

const TIMEOUT = { timeout: 240_000 }
const SMALL = '--weights none --image-size 75 --batch-size 6 --hidden-units 8'.split(' ')

const made = await makeFolder()
const { folder } = made
beforeAll(() => drawClasses(join(folder, 'shapes'), 10))
afterAll(made.remove)

const graft = (line: string, ...more: string[]) => runCli([...line.split(' '), ...more], { folder })
const historyOf = async (run: string) =>
  History.parse(await readFile(join(folder, run, 'history.json'), 'utf8'))

it('trains with every recipe at once, and in stages', TIMEOUT, async () => {
  const line =
    'train shapes --epochs 2 --fine-tune-epochs 3 --unfreeze-after mixed4 --gradual --trunk-rate 0.1 --schedule one-cycle --average-weights 0.9 --class-weights balanced --label-smoothing 0.1 --mix cutmix --patience 0 --out all'
  const { exitCode, stderr } = await graft(line, ...SMALL)
  expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
  const stages = [...stderr.matchAll(/^Fine-tuning .* ([\d,]+) trainable/gm)].map(([, number]) => number)
  expect(new Set(stages).size).toBe(3)
  expect(stderr).toMatch(/^Epoch 3\/3 /m)
  const { featureExtraction, fineTuning } = await historyOf('all')
  expect(fineTuning.val_loss).toHaveLength(3)
  // Of 8 steps in 2 epochs the fourth is on the way down from the top, and the last is next to nothing.
  const [first, last] = featureExtraction.learning_rate!
  expect(first).toBeGreaterThan(1e-4)
  expect(last).toBeLessThan(1e-7)
})

describe('views', TIMEOUT, () => {
  beforeAll(async () => {
    const { exitCode } = await graft('train shapes --epochs 1 --fine-tune-epochs 0 --out one', ...SMALL)
    expect(exitCode).toBe(0)
  }, TIMEOUT.timeout)

  it('change what a model says a little', async () => {
    const lossOf = async (views: string) => {
      const { stdout } = await graft(`evaluate --model one --json --views ${views}`)
      return JSON.parse(stdout).loss
    }
    const [plain, averaged] = [await lossOf('1'), await lossOf('4')]
    expect(averaged).not.toBe(plain)
    expect(averaged).toBeCloseTo(plain, 0)
    const { stdout } = await graft('predict shapes/red/0.ppm --model one --views 2 --json')
    const [{ probability }] = JSON.parse(stdout).predictions
    const total = Object.values<number>(probability).reduce((sum, share) => sum + share)
    expect(total).toBeCloseTo(1, 5)
  })
})

describe('graft find-rate', TIMEOUT, () => {
  it('suggests a rate for fine-tuning and draws it', async () => {
    const out = 'rate.svg'
    const line = `find-rate shapes --phase fine-tuning --trials 30 --json --quiet --out ${out}`
    const { exitCode, stdout, stderr } = await graft(line, ...SMALL)
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    const { trials, suggestion, file } = JSON.parse(stdout)
    expect(trials[0].learningRate).toBeCloseTo(1e-6, 12)
    expect(suggestion).toBeGreaterThan(1e-6)
    expect(file).toBe(join(folder, out))
    expect(await readFile(file, 'utf8')).toMatch(/^<svg .*Learning rate/s)
    expect(existsSync(join(folder, 'runs'))).toBe(false)
  })

  it('says so in words, with a PNG', async () => {
    const { exitCode, stdout } = await graft('find-rate shapes --trials 20', ...SMALL)
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^(The loss falls most steeply at .*: try --learning-rate |The loss never falls)/)
    expect(stdout).toMatch(/^Wrote learning-rate\.png\.$/m)
    const bytes = await readFile(join(folder, 'learning-rate.png'))
    expect(bytes.subarray(1, 4).toString()).toBe('PNG')
  })

  it('knows before it begins what it cannot write', async () => {
    const { exitCode, stderr } = await graft('find-rate shapes --out rate.gif', ...SMALL)
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/--out must be a name that ends in \.png or \.svg/)
  })
})

describe('graft cross-validate', TIMEOUT, () => {
  const line = 'cross-validate shapes --folds 2 --preset quick --epochs 2 --out folds'

  it('validates on each photo once, and goes on where it was', async () => {
    const { exitCode, stdout } = await graft(line, ...SMALL)
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^[\d.]+% right on the mean, give or take [\d.]+ points from fold to fold\.$/m)
    const paths = async (fold: number) => {
      const text = await readFile(join(folder, `folds/fold-${fold}/predictions.csv`), 'utf8')
      return text
        .trim()
        .split(/\r?\n/)
        .slice(1)
        .map((row) => row.split(',')[0]!)
    }
    const all = [...(await paths(1)), ...(await paths(2))]
    expect(new Set(all).size).toBe(30)
    expect(all).toHaveLength(30)
    const again = await graft(`${line} --json`, ...SMALL)
    expect(again.stderr).toContain('Fold 2 of 2 is there already.')
    const { reason, folds, mean } = JSON.parse(again.stdout)
    expect(reason).toBe('completed')
    const numbers = { accuracy: expect.any(Number), loss: expect.any(Number), photos: 15 }
    expect(folds).toEqual([
      { fold: 1, ...numbers },
      { fold: 2, ...numbers },
    ])
    expect(mean).toBeCloseTo((folds[0].accuracy + folds[1].accuracy) / 2, 6)
  })

  it('does not take another run for its own', async () => {
    const { exitCode, stderr } = await graft(line, ...SMALL, '--seed', '7')
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/There is a run in .*fold-1 already/)
  })
})

it.each<[string, string, RegExp]>([
  ['a fold that is none', '--fold 6/5', /a part of at least two, like 1\/5/],
  ['mixtures of pooled photos', '--pooled 2 --mix mixup', /--mix must be none where variants are pooled/],
  ['two who set the rate', '--plateau 2 --schedule cosine', /--schedule must be constant where --plateau/],
])('ends with 2 for %s', async (_, options, words) => {
  const { exitCode, stderr } = await graft(`train shapes ${options} --out never`, ...SMALL)
  expect(exitCode).toBe(2)
  expect(stderr).toMatch(words)
  expect(existsSync(join(folder, 'never'))).toBe(false)
})
