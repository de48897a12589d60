import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Fixture, type GoldensCopy, makeFixture } from './support/fixture'
import { compareWith, runCommand } from './support/run-command'

let fixture: Fixture
beforeAll(async () => {
  fixture = await makeFixture()
}, 60_000)
afterAll(() => fixture.remove())

const sections = ['resize', 'augment', 'draws', 'flow', 'network', 'training']

describe.each(['onnx', 'wasm'])('goldens that Keras computed, on %s', (engine) => {
  it('are met in every section', { timeout: 180_000 }, async () => {
    const { exitCode, stdout, checks } = await compareWith(fixture, fixture.goldens, '--backend', engine)
    expect(checks.filter(({ pass }) => !pass)).toEqual([])
    expect(exitCode).toBe(0)
    expect([...new Set(checks.map(({ section }) => section))]).toEqual(sections)
    for (const check of checks) {
      expect(stdout).toContain(check.case)
      expect(check.count, check.case).toBeGreaterThan(0)
      expect(check.judged === 'maxAbs' ? check.maxAbs : check.maxRel).toBeLessThanOrEqual(check.tolerance)
    }
    expect(checks.map((check) => check.case)).toContain(`${engine}: mixed7, all values`)
    expect(stdout).toMatch(new RegExp(`^${checks.length} checks of [\\d,]+ values in \\d+ s: all pass$`, 'm'))
  })
})

type Alter = (copy: GoldensCopy) => Promise<void>

describe('altered goldens fail, one check for each', () => {
  it.each<[section: string, what: string, alters: readonly Alter[]]>([
    [
      'resize',
      'a pixel, two levels, a size',
      [
        (copy) => copy.changeBytes('resize-0-nearest.bin', oneBit),
        (copy) => copy.changeBytes('resize-1-lanczos.bin', twoLevels),
        index((all) => (all.resize[0].size[1] += 1)),
      ],
    ],
    ['augment', 'a value', [(copy) => copy.addToFloat('augment-3.bin', 0.01)]],
    ['draws', 'an angle', [index((all) => (all.draws.rows[0].params.theta += 1e-12))]],
    ['draws', 'a flip', [index((all) => (all.draws.rows[0].params.flip_horizontal ^= 1))]],
    [
      'flow',
      'two paths, a label, a mean, a picture, the classes',
      [
        index((all) => all.flow.batches[1].paths.reverse()),
        index((all) => (all.flow.batches[0].labels[2] ^= 1)),
        index((all) => (all.flow.batches[2].mean[0] += 1e-5)),
        (copy) => copy.addToFloat('flow-0-first.bin', 1e-3),
        index((all) => (all.flow.classIndices = { owls: 0, foxes: 1 })),
      ],
    ],
    [
      'network',
      'a value, a norm, an argument',
      [
        (copy) => copy.addToFloat('net-mixed6.bin', 1e-3),
        index((all) => (all.network.layers.mixed9.l2 *= 1.001)),
        table((all) => (all.layers[40].padding = 'none')),
      ],
    ],
    ['network', 'the order', [table((all) => all.layers.splice(50, 2, all.layers[51], all.layers[50]))]],
    [
      'training',
      'a loss, the loss before, an accuracy, a prediction, a kernel, a moving average',
      [
        index((all) => (all.training.runs[1].steps[4][0] += 1e-3)),
        index((all) => (all.training.runs[0].evalBefore += 1e-3)),
        index((all) => (all.training.runs[2].evalAfter[1] = 0.123)),
        index((all) => (all.training.runs[2].predict[0] += 1e-3)),
        (copy) => copy.addToFloat('train-feature-extraction-adam-h1.bin', 1e-4),
        index((all) => (firstOf(all.training.runs[3]).movingMean[0] += 1e-3)),
      ],
    ],
  ])('%s: %s', { timeout: 120_000 }, async (section, _, alters) => {
    const copy = await fixture.copyGoldens()
    for (const alter of alters) await alter(copy)
    const { exitCode, checks, stdout } = await compareWith(
      ...([fixture, copy.folder, '--sections', section, '--backend', 'onnx'] as const),
    )
    expect(exitCode).toBe(1)
    const failed = checks.filter(({ pass }) => !pass).map((check) => check.case)
    expect(failed, failed.join(', ')).toHaveLength(alters.length)
    expect(stdout).toMatch(new RegExp(`: ${alters.length} failed$`, 'm'))
  })
})

describe('what cannot be checked ends with 2', () => {
  it.each<[string, RegExp, (copy: GoldensCopy) => Promise<void>]>([
    ['a missing section', /index\.json has no 'draws'/, index((all) => delete all.draws)],
    ['a section of another shape', /rows\.0\.seed/, index((all) => (all.draws.rows[0].seed = 'seven'))],
    ['an empty section', /'draws' of index\.json/, index((all) => (all.draws.rows = []))],
    ['a missing file', /augment-2\.bin cannot be read/, (copy) => copy.remove('augment-2.bin')],
    [
      'a file cut short',
      /augment-2\.bin has 1436 bytes; float32 \[12, 10, 3\] takes 1440/,
      (copy) => copy.changeBytes('augment-2.bin', (bytes) => bytes.subarray(4)),
    ],
  ])('%s', async (_, reason, alter) => {
    const copy = await fixture.copyGoldens()
    await alter(copy)
    const { exitCode, checks, stdout } = await compareWith(
      fixture,
      copy.folder,
      '--sections',
      'augment,draws',
    )
    expect(exitCode).toBe(2)
    expect(stdout).toMatch(reason)
    const [failed, ...others] = checks.filter(({ pass }) => !pass)
    expect(failed).toMatchObject({ count: 0, maxAbs: Number.MAX_VALUE })
    expect(others).toEqual([])
    // The other section was checked.
    expect(checks.some(({ pass }) => pass)).toBe(true)
  })

  it.each([
    ['no goldens folder', ['--goldens', 'nowhere'], /nowhere\/index\.json cannot be read/],
    ['an unknown engine', ['--backend', 'abacus'], /abacus.*onnx/s],
    ['an engine that is not here', ['--backend', 'tensorflow'], /tensorflow: No backend could be loaded/],
    ['an unknown section', ['--sections', 'resize,colour'], /resize, augment/],
    ['a seed that is none', ['--seeds', '1,x'], /Whole numbers/],
  ])('%s', async (_, argv, reason) => {
    const { photos, weights, goldens } = fixture
    const input = ['--goldens', goldens, '--weights', weights, '--data', photos]
    const { exitCode, stderr } = await runCommand(...input, ...argv)
    expect(stderr).toMatch(reason)
    expect(exitCode).toBe(2)
  })

  it('a photo that is not there', async () => {
    const copy = await fixture.copyGoldens()
    await copy.changeJson('index.json', (all) => (all.resize[0].path = 'train/foxes/none.jpg'))
    const { exitCode, stdout } = await compareWith(fixture, copy.folder, '--sections', 'resize')
    expect(exitCode).toBe(2)
    expect(stdout).toContain('none.jpg')
  })
})

describe('the exercise', () => {
  it('gives the history of Keras with the same seed, and goes on from what is done', {
    timeout: 240_000,
  }, async () => {
    const runs = join(fixture.folder, 'runs')
    const argv = ['--sections', 'exercise', '--seeds', '2,5', '--runs', runs]
    const first = await compareWith(fixture, fixture.goldens, ...argv)
    expect(first.stderr).toMatch(/exercise: seed 2 took \d+ s.*exercise: seed 5 took \d+ s/s)
    const cases = first.checks.map((check) => check.case)
    const bySeed = cases.filter((name) => name.startsWith('seed'))
    expect(bySeed).toEqual(['seed 2: losses of every epoch', 'seed 2: accuracies of every epoch'])
    expect(cases.filter((name) => !name.startsWith('seed'))).toEqual([
      'feature extraction, epoch 1: mean val_acc',
      'feature extraction, epoch 2: mean val_acc',
      'feature extraction, epoch 1: mean val_loss',
      'feature extraction, epoch 2: mean val_loss',
      'fine-tuning, epoch 1: mean val_acc',
      'fine-tuning, epoch 1: mean val_loss',
    ])
    expect(first.checks.filter((check) => bySeed.includes(check.case) && !check.pass)).toEqual([])

    const again = await compareWith(fixture, fixture.goldens, ...argv)
    expect(again.stderr).toMatch(/exercise: seed 5 is in .*seed-5 already/)
    expect(again.checks).toEqual(first.checks)

    const copy = await fixture.copyGoldens()
    await copy.changeJson('exercise.json', (all) => (all.runs[1].fineTuning.val_loss[0] += 0.002))
    const altered = await compareWith(fixture, copy.folder, ...argv)
    const failed = altered.checks.filter((check) => bySeed.includes(check.case) && !check.pass)
    expect(failed.map((check) => check.case)).toEqual(['seed 2: losses of every epoch'])
  })

  it('cannot be checked with goldens of another size', async () => {
    const copy = await fixture.copyGoldens()
    await copy.changeJson('exercise.json', (all) => (all.imageSize = 75))
    const { exitCode, stdout } = await compareWith(fixture, copy.folder, '--sections', 'exercise')
    expect(exitCode).toBe(2)
    expect(stdout).toMatch(/imageSize.*150/s)
  })
})

function oneBit(bytes: Buffer): void {
  bytes[9]! ^= 1
}

function twoLevels(bytes: Buffer): void {
  bytes[30]! += bytes[30]! > 100 ? -2 : 2
}

// biome-ignore lint/suspicious/noExplicitAny: a test reaches anywhere into the goldens.
type Change = (content: any) => unknown

function index(change: Change): Alter {
  return (copy) => copy.changeJson('index.json', change)
}

function table(change: Change): Alter {
  return (copy) => copy.changeJson('inception-v3-notop-150.json', change)
}

function firstOf(run: { liveBatchNorm: Record<string, { movingMean: number[] }> }): { movingMean: number[] } {
  return Object.values(run.liveBatchNorm)[0]!
}
