import { existsSync } from 'node:fs'
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stripVTControlCharacters } from 'node:util'
import { History } from '@graft-ml/report'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawClasses } from './drawn-classes'
import { makeFolder } from './drawn-folder'
import { CLI, run, runCli } from './run-cli'

const TIMEOUT = { timeout: 240_000 }
/** An untrained network of small pictures: it tells colours apart too, and needs no download. */
const SMALL = '--weights none --image-size 75 --batch-size 6 --hidden-units 8'.split(' ')
const SHORT = [...SMALL, '--epochs', '2', '--fine-tune-epochs', '1']

const made = await makeFolder()
const { folder } = made
const photos = join(folder, 'shapes')
beforeAll(() => drawClasses(photos, 10))
afterAll(made.remove)

const graft = (...argv: string[]) => runCli(argv, { folder })
const read = (...path: string[]) => readFile(join(folder, ...path), 'utf8')
const readJson = async (...path: string[]) => JSON.parse(await read(...path))

describe('a run of three classes', TIMEOUT, () => {
  beforeAll(async () => {
    const { exitCode, stdout, stderr } = await graft('train', 'shapes', ...SHORT)
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 0 })
    expect(stderr).toContain('24 photos to train on, 6 to validate on: blue, green, red.')
    expect(stdout).toMatch(/^[\d.]+% right: \d of 6 photos\.$/m)
    expect(stdout).toMatch(/^ {2}report\.html +all of it as a page/m)
  }, TIMEOUT.timeout)

  it('is a folder that explains itself', async () => {
    expect((await readdir(join(folder, 'runs/shapes-1'))).sort()).toEqual([
      ...['accuracy.png', 'accuracy.svg', 'config.json', 'environment.json', 'events', 'history.csv'],
      ...['history.json', 'loss.png', 'loss.svg', 'model', 'predictions.csv', 'report.html'],
    ])
    const config = await readJson('runs/shapes-1/config.json')
    expect(config).toMatchObject({
      ...{ format: 1, photos, classes: ['blue', 'green', 'red'] },
      train: { imageSize: 75, batchSize: 6, epochs: 2, head: 'average', weights: 'none', rotation: 40 },
    })
    const environment = await readJson('runs/shapes-1/environment.json')
    expect(environment).toMatchObject({ format: 1, engine: 'onnx', versions: { tfjs: '4.22.0' } })
    for (const seconds of Object.values(environment.stages)) expect(seconds).toBeGreaterThan(0)
    const history = History.parse(await read('runs/shapes-1/history.json'))
    expect(history.featureExtraction.val_acc).toHaveLength(2)
    expect(history.fineTuning.val_acc).toHaveLength(1)
    // A history is shown to others.
    expect(JSON.stringify(history)).not.toContain(folder)
  })

  it('has a model that says how photos are prepared', async () => {
    const { userDefinedMetadata } = await readJson('runs/shapes-1/model/model.json')
    expect(userDefinedMetadata).toEqual({
      inputSize: [75, 75],
      rescale: 1 / 255,
      classes: ['blue', 'green', 'red'],
      interpolation: 'bilinear',
      keepAspectRatio: false,
      orientation: 'apply',
    })
  })

  it('has a report that needs nothing else, and can be drawn anew', async () => {
    const path = 'runs/shapes-1/report.html'
    const first = await read(path)
    expect(first).toContain('<h1>shapes-1</h1>')
    expect(first).not.toMatch(/(src|href)="(?!#|data:)/)
    expect(first.match(/data:image\/jpeg/g)!.length).toBeGreaterThan(10)
    await rm(join(folder, path))
    const { exitCode, stdout } = await graft('report', 'runs/shapes-1')
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: `Wrote ${path}.\n` })
    // Drawing takes time too, which the first one could not know.
    const withoutTime = (text: string) => text.replace(/<section id="time".*?<\/section>/s, '')
    expect(withoutTime(await read(path)).length).toBeCloseTo(withoutTime(first).length, -3)
  })

  it('is judged alike by train and evaluate', async () => {
    const { exitCode, stdout } = await graft('evaluate', '--json')
    expect(exitCode).toBe(0)
    const document = JSON.parse(stdout)
    const rows = (await read('runs/shapes-1/predictions.csv')).trim().split('\n').slice(1)
    const right = rows.filter((row) => row.split(',')[1] === row.split(',')[2]).length
    expect(document).toMatchObject({ format: 1, support: 6, accuracy: right / 6 })
    expect(document.confusionMatrix.flat().reduce((sum: number, count: number) => sum + count)).toBe(6)
    const all = await graft('evaluate', 'shapes', '--model', 'runs/shapes-1')
    expect(all.stdout).toMatch(/^[\d.]+% right: \d+ of 30 photos\.$/m)
    expect(all.stdout).toContain('<- taken for')
  })

  it('says what photos show', async () => {
    const files = ['shapes/red/0.ppm', 'shapes/blue/1.ppm']
    const { exitCode, stdout } = await graft('predict', ...files, '--json')
    expect(exitCode).toBe(0)
    const { predictions } = JSON.parse(stdout)
    expect(predictions.map(({ path }: { path: string }) => path)).toEqual(files)
    const csv = await read('runs/shapes-1/predictions.csv')
    for (const { probability, prediction } of predictions) {
      const shares = Object.entries<number>(probability).sort(([, a], [, b]) => b - a)
      expect(shares[0]![0]).toBe(prediction)
      expect(shares.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1, 5)
    }
    // The same photo has the same probabilities in both.
    const [, , , ...saved] = csv
      .split('\n')
      .find((row) => row.startsWith('red/0.ppm'))!
      .split(',')
    expect(Object.values<number>(predictions[0].probability)).toEqual(
      saved.map((text) => expect.closeTo(Number(text), 4)),
    )
  })

  it('prints tables and CSV, takes folders, and leaves out what is no picture', async () => {
    await mkdir(join(folder, 'mixed'))
    await cp(join(photos, 'green/3.ppm'), join(folder, 'mixed/a.ppm'))
    await writeFile(join(folder, 'mixed/b.ppm'), 'P6 8')
    const table = await graft('predict', 'mixed', '--top', '1')
    expect(table.exitCode).toBe(1)
    expect(table.stdout).toMatch(/^mixed\/a\.ppm {2}\w+ [\d.]+%\n$/)
    expect(table.stderr).toMatch(/^Left out: mixed\/b\.ppm: /)
    const csv = await graft('predict', 'mixed/a.ppm', '--format', 'csv')
    expect(csv.exitCode).toBe(0)
    expect(csv.stdout).toMatch(
      /^path,label,prediction,probability_blue,probability_green,probability_red\r?\n/,
    )
  })

  it('is exported for other programs', async () => {
    const size = async (name: string) => {
      const names = await readdir(join(folder, name))
      const files = await Promise.all(names.map((file) => readFile(join(folder, name, file))))
      return files.reduce((sum, { length }) => sum + length, 0)
    }
    for (const type of ['float32', 'float16', 'uint8']) {
      const { exitCode } = await graft('export', '--out', `as-${type}`, '--weight-type', type)
      expect(exitCode).toBe(0)
    }
    expect((await size('as-float16')) / (await size('as-float32'))).toBeCloseTo(0.5, 1)
    expect((await size('as-uint8')) / (await size('as-float32'))).toBeCloseTo(0.25, 1)
    const [whole, small] = await Promise.all(
      ['as-float32', 'as-uint8'].map((name) => graft('evaluate', 'shapes', '--model', name, '--json')),
    )
    expect(JSON.parse(small!.stdout).loss).toBeCloseTo(JSON.parse(whole!.stdout).loss, 1)
    const onnx = await graft('export', 'runs/shapes-1', '--to', 'onnx', '--out', 'as-onnx', '--json')
    expect(JSON.parse(onnx.stdout)).toMatchObject({
      to: 'onnx',
      files: [{ name: 'model.onnx' }, { name: 'preparation.json' }],
    })
    const wrong = await graft('export', '--to', 'onnx', '--weight-type', 'uint8', '--out', 'never')
    expect(wrong.exitCode).toBe(2)
    expect(wrong.stderr).toMatch(/--weight-type must be 'float32', except with --to tfjs/)
    expect(existsSync(join(folder, 'never'))).toBe(false)
  })

  it('is not written over', async () => {
    const { exitCode, stderr } = await graft('train', 'shapes', ...SHORT, '--out', 'runs/shapes-1')
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(/There is a run in .*shapes-1 already\. Go on with it: graft resume/)
  })

  it('is finished: there is nothing to resume', async () => {
    const before = await readdir(join(folder, 'runs/shapes-1/events/train'))
    const { exitCode, stdout } = await graft('resume', 'runs/shapes-1')
    expect({ exitCode, stdout }).toEqual({
      exitCode: 0,
      stdout: 'The run in runs/shapes-1 is finished.\n',
    })
    expect(await readdir(join(folder, 'runs/shapes-1/events/train'))).toEqual(before)
  })
})

describe('what it takes from where', TIMEOUT, () => {
  const train = (...argv: string[]) => graft('train', ...argv, '--json', '--quiet')
  const configured = {
    ...{ weights: 'none', imageSize: 75, batchSize: 6, hiddenUnits: 8 },
    fineTuneEpochs: 0,
  }

  it('a file, whose photos are meant from its folder, and options before it', async () => {
    await mkdir(join(folder, 'sub'))
    await writeFile(
      join(folder, 'sub/graft.config.ts'),
      [
        "import { defineConfig } from '@graft-ml/cli/config'",
        'const epochs: number = 3',
        `export default defineConfig({ photos: '../shapes', epochs, ...${JSON.stringify(configured)} })`,
      ].join('\n'),
    )
    const { exitCode, stdout, stderr } = await train(
      ...['--config', 'sub/graft.config.ts', '--epochs', '1', '--out', 'from-file', '--no-augment'],
    )
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' })
    expect(JSON.parse(stdout)).toMatchObject({
      ...{ format: 1, run: join(folder, 'from-file'), reason: 'completed' },
      config: { photos: 'shapes', epochs: 1, augment: false, fineTuneEpochs: 0, hiddenUnits: 8 },
      featureExtraction: { val_acc: [expect.any(Number)] },
    })
  })

  it.each([
    [
      'a name that it does not know',
      { epoch: 3 },
      /graft\.config\.json .* It has 'epoch'\. Valid: photos, preset/,
    ],
    ['a wrong value', { epochs: -1 }, /'epochs': It must be a whole number from 0 to 10000/],
    ['no JSON', '{', /It is not JSON/],
  ])('but no file with %s', async (_, content, words) => {
    const text = typeof content === 'string' ? content : JSON.stringify(content)
    const here = join(folder, 'wrong')
    await mkdir(here, { recursive: true })
    await writeFile(join(here, 'graft.config.json'), text)
    const { exitCode, stderr } = await runCli(['train', photos], { folder: here })
    expect(exitCode).toBe(2)
    expect(stderr).toMatch(words)
    expect(existsSync(join(here, 'runs'))).toBe(false)
  })
})

it.each<[string, string[], RegExp]>([
  ['one class', ['shapes/red/..', '--image-size', '74'], /'74' is invalid.*75 to 1024/s],
  ['a folder without classes', ['shapes/red'], /has no class folders/],
  ['a block that is not before the cut', ['shapes', '--unfreeze-after', 'mixed7'], /a block before mixed7/],
  ['an unknown preset', ['shapes', '--preset', 'slow'], /Allowed choices are exercise, quick, best/],
  ['a run where a file is', ['shapes', '--out', 'shapes/red/0.ppm'], /0\.ppm/],
])('ends with 2 for %s', async (_, argv, words) => {
  const { exitCode, stdout, stderr } = await graft('train', ...argv)
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' })
  expect(stderr).toMatch(words)
})

describe.runIf(process.platform === 'linux')('on a terminal', TIMEOUT, () => {
  const inTerminal = (environment: Record<string, string> = {}) => {
    const argv = ['train', 'shapes', ...SMALL, '--epochs', '1', '--fine-tune-epochs', '0']
    const command = `stty cols 70; '${process.execPath}' '${CLI}' ${argv.join(' ')} --out in-terminal-${Object.keys(environment).length}`
    return run('script', ['-qec', command, '/dev/null'], {
      folder,
      environment: { TERM: 'xterm-256color', ...environment },
    })
  }

  it('draws one line that grows, in colours, no wider than the terminal', async () => {
    const { exitCode, stdout } = await inTerminal()
    expect(exitCode).toBe(0)
    expect(stdout).toContain('\u001b[1m')
    // Everything that stood on a line at some time.
    const seen = stripVTControlCharacters(stdout).split(/[\r\n]+/)
    const live = seen.filter((line) => line.startsWith('Epoch'))
    expect(live.some((line) => /^Epoch 1\/1 +━+ +4\/4 /.test(line))).toBe(true)
    for (const line of live) expect(line.length, line).toBeLessThanOrEqual(70)
  })

  it('draws without colours where NO_COLOR is set', async () => {
    const { stdout } = await inTerminal({ NO_COLOR: '1' })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are made of them.
    expect(stdout).not.toMatch(/\u001b\[\d+m/)
  })
})
