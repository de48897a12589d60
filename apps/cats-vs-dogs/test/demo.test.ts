import { cp, mkdir, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createEngine } from '@graft-ml/engine'
import { saveWeights } from '@graft-ml/keras'
import { loadModel } from '@graft-ml/recipes'
import { inceptionV3 } from '@graft-ml/zoo'
import { fill } from '@tensorflow/tfjs-core'
import { layers, sequential } from '@tensorflow/tfjs-layers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drawSample } from '../src/sample/draw-sample'
import { runCli } from './run-cli'

let folder: string
let photos: string
let counter = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-demo-'))
  photos = join(folder, 'photos')
  await drawSample(photos, { training: 4, validation: 2, size: 160 })
  await createEngine()
})
afterAll(() => rm(folder, { recursive: true }))

/** One step of everything, without the network: about as short as the demo gets. */
function demo(data: string, ...more: string[]) {
  const out = join(folder, `run-${counter++}`)
  const short = '--offline --epochs 1 --fine-tune-epochs 1 --steps 1 --batch-size 4'.split(' ')
  const argv = ['--data', data, '--out', out, ...short, ...more]
  return {
    out,
    run: (onOutput?: Parameters<typeof runCli>[2]) => runCli(argv, join(folder, 'cache'), onOutput),
  }
}

async function copyOfPhotos(name: string): Promise<string> {
  const copy = join(folder, name)
  await cp(photos, copy, { recursive: true })
  return copy
}

const FILES = ['accuracy.png', 'accuracy.svg', 'history.csv', 'history.json', 'loss.png', 'loss.svg', 'model']

describe('a run', () => {
  let first: ReturnType<typeof demo>

  it('prints what it finds and writes everything', { timeout: 120_000 }, async () => {
    first = demo(photos)
    const { out, run } = first
    const { exitCode, stdout } = await run()
    expect(stdout).toContain('mixed7 7x7x768')
    expect(stdout).toContain('Found 8 images belonging to 2 classes.')
    expect(stdout).toMatch(/The published weights are not in the cache: going on with an untrained trunk/)
    expect(stdout.match(/Epoch 1\/1 .* loss: .* acc: .* val_loss: .* val_acc: /g)).toHaveLength(2)
    expect(exitCode).toBe(0)
    expect((await readdir(out)).sort()).toEqual([...FILES, 'predictions.csv'])
    const predictions = (await readFile(join(out, 'predictions.csv'), 'utf8')).trim().split(/\r?\n/)
    expect(predictions[0]).toBe('path,label,prediction,probability')
    expect(predictions[1]).toMatch(/^cats\/[^,]+\.jpg,cats,(cats|dogs),\d/)
    expect(predictions).toHaveLength(5)
    const { model } = await loadModel(join(out, 'model'))
    expect(model.countParams()).toBe(47_512_481)
    model.dispose()
  })

  it('gives one JSON document with --json, the same for the same seed', { timeout: 180_000 }, async () => {
    const { exitCode, stdout, stderr } = await demo(photos, '--json', '--quiet').run()
    expect(exitCode).toBe(0)
    expect(stderr).toBe('')
    const document = JSON.parse(stdout)
    expect(document.reason).toBe('completed')
    expect(document.environment.engine).toContain('trunk on ')
    const before = JSON.parse(await readFile(join(first.out, 'history.json'), 'utf8'))
    for (const phase of ['featureExtraction', 'fineTuning']) {
      for (const name of ['loss', 'acc', 'val_loss', 'val_acc']) {
        expect(document[phase][name]).toHaveLength(1)
        expect(document[phase][name]).toEqual(before[phase][name])
      }
    }
  })

  it('writes what there is when interrupted, and exits with 130', { timeout: 120_000 }, async () => {
    const { out, run } = demo(photos, '--epochs', '200')
    let sent = false
    const { exitCode, stdout, stderr } = await run((output, kill) => {
      if (sent || !/Epoch [3-9]\/200 .*val_acc/.test(output)) return
      sent = true
      kill('SIGINT')
    })
    expect(stderr).toContain('Interrupted: ending after this step')
    expect(stdout).toContain('without predictions')
    expect(exitCode).toBe(130)
    expect((await readdir(out)).sort()).toEqual(FILES)
    const history = JSON.parse(await readFile(join(out, 'history.json'), 'utf8'))
    expect(history.featureExtraction.loss.length).toBeGreaterThanOrEqual(3)
    expect(history.fineTuning.loss).toEqual([])
  })

  it('stops at a loss that is not a number with exit code 3', { timeout: 120_000 }, async () => {
    const weights = join(folder, 'not-a-number.h5')
    const model = await inceptionV3({ inputShape: [150, 150, 3], includeTop: false, weights: null })
    const [kernel] = model.getLayer('conv2d_1').weights
    kernel.write(fill(kernel.shape as number[], Number.NaN))
    await saveWeights(model, weights)
    model.dispose()
    const { out, run } = demo(photos, '--weights', weights)
    const { exitCode, stdout } = await run()
    expect(stdout).toContain('the loss is not a number')
    expect(exitCode).toBe(3)
    expect(await readdir(out)).toContain('model')
  })
})

describe('a mistake gets one message, no stack, and exit code 1', () => {
  async function expectMessage({ run }: ReturnType<typeof demo>, ...messages: (string | RegExp)[]) {
    const { exitCode, stderr } = await run()
    for (const message of messages) expect(stderr).toMatch(message)
    expect(stderr).not.toMatch(/\n\s+at /)
    expect(exitCode).toBe(1)
  }

  it('a folder that is not there', () => expectMessage(demo(join(folder, 'nowhere')), 'nowhere'))

  it('a folder without train and validation', async () => {
    await mkdir(join(folder, 'holiday/beach'), { recursive: true })
    await expectMessage(demo(join(folder, 'holiday')), /no folders train\/ and validation\/.*It has: beach/s)
  })

  it('a class without pictures', async () => {
    const data = await copyOfPhotos('empty-class')
    await rm(join(data, 'train/dogs'), { recursive: true })
    await mkdir(join(data, 'train/dogs'))
    await expectMessage(demo(data), /dogs/)
  })

  it('one class where two are needed', async () => {
    const data = await copyOfPhotos('one-class')
    await rm(join(data, 'train/dogs'), { recursive: true })
    await expectMessage(demo(data), /Binary labels need exactly two classes.*'cats'/)
  })

  it('a picture cut short', async () => {
    const data = await copyOfPhotos('truncated')
    const [name] = await readdir(join(data, 'train/cats'))
    await truncate(join(data, 'train/cats', name), 2000)
    await expectMessage(demo(data), name)
  })

  it('a file that is no picture', async () => {
    const data = await copyOfPhotos('no-picture')
    await writeFile(join(data, 'validation/dogs/notes.jpg'), 'buy milk')
    await expectMessage(demo(data), 'notes.jpg')
  })

  it('an archive that is none', async () => {
    const archive = join(folder, 'photos.zip')
    await writeFile(archive, 'PK')
    await expectMessage(demo(archive), 'photos.zip')
  })

  it('weights of another network', async () => {
    const weights = join(folder, 'other.h5')
    const model = sequential({ layers: [layers.dense({ units: 2, inputShape: [3] })] })
    await saveWeights(model, weights)
    await expectMessage(demo(photos, '--weights', weights), /expects 188 layers with weights, the file has 1/)
  })

  it('weights that are not HDF5', async () => {
    const weights = join(folder, 'text.h5')
    await writeFile(weights, 'these are not the weights you are looking for')
    await expectMessage(demo(photos, '--weights', weights), 'text.h5')
  })

  it('an output folder that cannot be made', async () => {
    await writeFile(join(folder, 'file'), '')
    await expectMessage(demo(photos, '--out', join(folder, 'file/run')), /file\/run/)
  })
})
