import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { BEGIN, play } from '../test-support/play'
import { CsvLogger } from './csv-logger'
import { EarlyStopping } from './early-stopping'
import { LearningRateScheduler } from './learning-rate-scheduler'
import { ReduceLearningRateOnPlateau } from './reduce-learning-rate-on-plateau'

describe('EarlyStopping', () => {
  it('stops after patience epochs without improvement', async () => {
    expect((await play(new EarlyStopping({ patience: 2 }), [3, 2, 2.5, 2.4, 1])).ran).toBe(4)
    expect((await play(new EarlyStopping({ patience: 2 }), [3, 2, 2.5, 1, 0.5])).ran).toBe(5)
  })

  it('counts changes up to minDelta as none', async () => {
    expect((await play(new EarlyStopping({ patience: 1, minDelta: 0.5 }), [3, 2.8, 1])).ran).toBe(2)
  })

  it('brings back the weights of the best epoch', async () => {
    const callback = new EarlyStopping({ patience: 1, restoreBestWeights: true })
    expect((await play(callback, [3, 2, 2.5, 1])).restored).toEqual([1])
    expect((await play(callback, [3, 2, 1])).restored).toEqual([2])
  })

  it('brings back the weights at the beginning where no epoch is better', async () => {
    const messages: string[] = []
    const callback = new EarlyStopping({
      ...{ patience: 2, restoreBestWeights: true, initialValue: 2 },
      onMessage: (message) => messages.push(message),
    })
    expect(await play(callback, [3, 2.5, 2.4])).toMatchObject({ ran: 2, restored: [BEGIN] })
    expect(callback).toMatchObject({ best: 2, bestEpoch: undefined })
    expect(messages.at(-1)).toMatch(/No epoch was better/)
    expect(await play(callback, [3, 1, 2.4])).toMatchObject({ restored: [1] })
    expect(callback).toMatchObject({ best: 1, bestEpoch: 1 })
  })

  it('waits for a baseline to be beaten, and lets first epochs pass', async () => {
    expect((await play(new EarlyStopping({ patience: 2, baseline: 1 }), [3, 2.9, 2.8, 2.7, 2.6])).ran).toBe(5)
    expect((await play(new EarlyStopping({ startFromEpoch: 3 }), [1, 2, 3, 2, 3])).ran).toBe(5)
  })

  it('starts anew with each training', async () => {
    const callback = new EarlyStopping()
    expect((await play(callback, [1, 2])).ran).toBe(2)
    expect((await play(callback, [5, 4, 3])).ran).toBe(3)
  })

  it('names the logs there are when its own is missing', async () => {
    await expect(play(new EarlyStopping({ monitor: 'val_auc' }), [1])).rejects.toThrow(
      /'val_auc'.*loss, val_loss/,
    )
  })
})

describe('ReduceLearningRateOnPlateau', () => {
  it('lowers the rate after patience epochs, waits, and respects the floor', async () => {
    const callback = new ReduceLearningRateOnPlateau({
      factor: 0.1,
      patience: 1,
      cooldown: 1,
      minLearningRate: 0.05,
    })
    const { rates } = await play(callback, [1, 1, 1, 1, 1])
    expect(rates.map((rate) => Number(rate.toFixed(6)))).toEqual([1, 0.1, 0.05, 0.05, 0.05])
  })

  it('refuses a factor that does not reduce', () => {
    expect(() => new ReduceLearningRateOnPlateau({ factor: 1 })).toThrow(/factor must be below 1/)
  })
})

it('LearningRateScheduler sets the rate before each epoch', async () => {
  const callback = new LearningRateScheduler((epoch, rate) => rate / (epoch + 1))
  expect((await play(callback, [1, 1, 1])).rates).toEqual([1, 1 / 2, 1 / 6])
})

it('CsvLogger writes a heading once and a line an epoch', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'graft-csv-'))
  const path = join(folder, 'log.csv')
  await play(new CsvLogger({ path }), [0.5, 0.25])
  await play(new CsvLogger({ path, append: true }), [0.125])
  expect(await readFile(path, 'utf8')).toBe('epoch,loss,val_loss\n0,0,0.5\n1,0,0.25\n0,0,0.125\n')
  await rm(folder, { recursive: true })
})
