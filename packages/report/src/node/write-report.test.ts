import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GraftError } from '@graft-ml/core'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { History } from '../history/history'
import { writeReport } from './write-report'

const names = ['history.json', 'history.csv', 'accuracy.svg', 'accuracy.png', 'loss.svg', 'loss.png']
const history = new History({
  featureExtraction: { loss: [0.5], acc: [0.8], val_loss: [Number.NaN], val_acc: [0.9], seconds: [1] },
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'graft-report-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe('writeReport', () => {
  it('writes every file into a new folder and leaves nothing else', async () => {
    const run = join(folder, 'new', 'run')
    expect(await writeReport(run, history)).toEqual(names.map((name) => join(run, name)))
    expect(new Set(await readdir(run))).toEqual(new Set(names))
    expect(History.parse(await readFile(join(run, 'history.json'), 'utf8'))).toEqual(history)
    expect(await readFile(join(run, 'history.csv'), 'utf8')).toBe(history.toCsv())
    expect(await readFile(join(run, 'accuracy.svg'), 'utf8')).toContain('Validation 0.900')
    expect([...(await readFile(join(run, 'loss.png'))).subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47])
  })

  it('replaces a report that was there', async () => {
    await writeFile(join(folder, 'history.json'), 'old')
    await writeReport(folder, history)
    expect(await readFile(join(folder, 'history.json'), 'utf8')).toContain('"acc"')
  })

  it('names the path when it cannot write', async () => {
    const file = join(folder, 'file')
    await writeFile(file, '')
    const error: unknown = await writeReport(file, history).catch((reason: unknown) => reason)
    expect(GraftError.isInstance(error)).toBe(true)
    expect(String(error)).toContain(file)
  })
})
