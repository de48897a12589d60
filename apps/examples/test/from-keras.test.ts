import { existsSync } from 'node:fs'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createEngine } from '@graft-ml/engine'
import { memory } from '@tensorflow/tfjs-core'
import { describe, expect, inject, it } from 'vitest'
import { drawSample } from '../../cats-vs-dogs/src/sample/draw-sample'
import { exercise } from '../src/from-keras'
import { disposeAll } from './support/dispose-all'
import { temporaryFolder } from './support/temporary-folder'

it('trains, fine-tunes and plots as the exercise does, only shorter', async () => {
  await createEngine()
  const folder = await temporaryFolder()
  const photos = join(folder, 'photos')
  await drawSample(photos, { training: 4, validation: 2, size: 160 })
  const before = memory().numTensors
  const short = { stepsPerEpoch: 1, validationSteps: 1, epochs: 2, fineTuneEpochs: 1, batchSize: 4 }
  const { model, trunk, history } = await exercise(inject('weights'), photos, join(folder, 'run'), short)
  expect(model.countParams()).toBe(47_512_481)
  expect(history.featureExtraction.val_acc).toHaveLength(2)
  expect(history.fineTuning.val_acc).toHaveLength(1)
  expect(history.fineTuning.loss.every(Number.isFinite)).toBe(true)
  expect((await readdir(join(folder, 'run'))).sort()).toEqual([
    ...['accuracy.png', 'accuracy.svg', 'history.csv', 'history.json', 'loss.png', 'loss.svg'],
  ])
  disposeAll(model, trunk)
  expect(memory().numTensors).toBe(before)
})

const root = join(import.meta.dirname, '../../..')
const read = (path: string) => readFile(join(root, path), 'utf8')
const EXERCISE = '../shared/exercise.txt'

describe('the page that shows both', async () => {
  const python = await read('apps/examples/src/from-keras.py')
  const page = await read('docs/guide/from-keras.md')

  it('shows every region of the Python, in its order', () => {
    const regions = [...python.matchAll(/^# region (\S+)$/gm)].map(([, name]) => name)
    const shown = [...page.matchAll(/^<<< .*from-keras\.py#(\S+?)[ {]/gm)].map(([, name]) => name)
    expect(regions.length).toBeGreaterThan(10)
    expect(shown).toEqual(regions)
  })

  it('has no line of code outside of a region', () => {
    const outside = python.replace(/^# region (\S+)\n[\s\S]*?^# endregion \1$/gm, '')
    expect(outside.split('\n').filter((line) => line !== '' && !line.startsWith('#'))).toEqual([])
  })

  it.skipIf(!existsSync(join(root, EXERCISE)))('has every call of the published exercise', async () => {
    const [, ...cells] = (await read(EXERCISE)).split(/^In\s\[0\]:\n/m)
    const calls = cells.flatMap((cell) => cell.split('\n').filter(isCode).flatMap(callsIn))
    expect(new Set(calls).size).toBeGreaterThan(20)
    const own = new Set(python.split('\n').flatMap(callsIn))
    expect(calls.map((name) => IN_KERAS_3[name] ?? name).filter((name) => !own.has(name))).toEqual([])
  })
})

/** What became of calls that are no more; `with` closes an archive. */
const IN_KERAS_3: Readonly<Record<string, string>> = { fit_generator: 'fit', close: 'ZipFile' }

/** Prose begins with a capital letter or a bullet; no line of this code does. */
function isCode(line: string): boolean {
  return /^[^A-Z•\s]/.test(line.trim())
}

/** Names of what a line calls. */
function callsIn(line: string): string[] {
  return [...line.replace(/#.*/, '').matchAll(/(\w+)\(/g)].map(([, name]) => name!)
}
