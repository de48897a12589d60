import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { BackupAndRestore, type FitOptions, LambdaCallback } from '../../src/index'
import { photoPasses } from '../../src/test-support/photo-passes'
import { redOrNot } from '../../src/test-support/small-model'
import { temporaryFolder } from '../../src/test-support/temporary-folder'
import { smallEngine, smallRun } from '../support/small-run'
import { watched } from '../support/watched-engine'

beforeAll(smallEngine)

/** Three epochs of one training batch each, and three batches of validation. */
async function run(options: Partial<FitOptions> = {}) {
  const { engine, trunk } = watched(await smallEngine())
  const result = await smallRun({
    engine,
    train: redOrNot({ batches: 1, batchSize: 4 }),
    validation: photoPasses(),
    epochs: 3,
    ...options,
  })
  return { ...result, trunkRuns: trunk.length }
}

const anew: Partial<FitOptions> = { validationFeatures: { keep: false } }

describe('features of validation pictures that never change', () => {
  it('are computed once, and give what computing them for each epoch gives', async () => {
    const source = () => photoPasses({ shuffle: false })
    const kept = await run({ validation: source() })
    const plain = await run({ ...anew, validation: source() })
    expect(kept.history).toEqual(plain.history)
    expect(kept.weights).toEqual(plain.weights)
    expect(plain.trunkRuns).toBe(3 + 3 * 3)
    expect(kept.trunkRuns).toBe(3 + 3)
  })

  it('give the same loss and metrics where the source brings them in another order each time', async () => {
    const [kept, plain] = [
      await run({ metrics: ['acc', 'auc'] }),
      await run({ ...anew, metrics: ['acc', 'auc'] }),
    ]
    expect(kept.trunkRuns).toBe(3 + 3)
    expect(kept.history.val_acc).toEqual(plain.history.val_acc)
    expect(kept.history.val_auc).toEqual(plain.history.val_auc)
    for (const [epoch, loss] of plain.history.val_loss.entries()) {
      expect(kept.history.val_loss[epoch]).toBeCloseTo(loss, 6)
    }
  })

  it.each([
    ['a file', 0],
    ['memory and a file', 1500],
  ])('are the same from %s, which is never seen in the folder', async (_where, memory) => {
    const folder = await temporaryFolder()
    const seen: string[] = []
    const look = new LambdaCallback({
      onEpochEnd: async () => {
        seen.push(...(await readdir(folder)))
      },
    })
    const spilled = await run({ validationFeatures: { memory, folder }, callbacks: [look] })
    const { history, weights } = await run()
    expect(spilled).toMatchObject({ history, weights })
    expect(spilled.trunkRuns).toBe(3 + 3)
    expect([...seen, ...(await readdir(folder))]).toEqual([])
  })

  it('are computed for each epoch where an epoch validates on a part of them only', async () => {
    expect((await run({ validationSteps: 2 })).trunkRuns).toBe(3 + 3 * 2)
  })

  it.each([
    ['does not say that it repeats', { repeats: undefined }],
    ['has no passes to ask for', { epoch: undefined }],
  ])('are computed for each epoch where the source %s', async (_what, missing) => {
    const validation = { ...photoPasses(), ...missing }
    expect((await run({ validation })).trunkRuns).toBe(3 + 3 * 3)
  })

  it('leave the sequence of the source where it was', async () => {
    const validation = photoPasses()
    await run({ validation })
    expect(validation.state!()).toEqual(photoPasses().state!())
  })

  it.each([
    ['after an epoch', 'epoch', 2],
    ['in the middle of one', 1, 3],
  ] as const)('are the same in a run that crashed %s and went on', async (_when, saveFrequency, crash) => {
    const folder = join(await temporaryFolder(), 'backup')
    // Drawn anew by each process, as by fromDirectory without a seed: the backup brings it along.
    const options = (seed: number): Partial<FitOptions> => ({
      train: redOrNot({ batches: 2, batchSize: 4 }),
      validation: photoPasses({ seed }),
    })
    const whole = await run(options(5))
    let steps = 0
    const crashing = new LambdaCallback({
      onStepEnd: () => {
        if (++steps > crash) throw new Error('crash')
      },
    })
    const backup = () => new BackupAndRestore({ folder, saveFrequency })
    await expect(run({ ...options(5), callbacks: [backup(), crashing] })).rejects.toThrow('crash')
    const { history, weights, resumedAt } = await run({ ...options(6), callbacks: [backup()] })
    expect(resumedAt).toEqual({ epoch: 1, step: crash - 2 })
    expect({ history, weights }).toEqual({ history: whole.history, weights: whole.weights })
  })

  it('do not go on in a run that computes them anew', async () => {
    const folder = await temporaryFolder()
    const callbacks = () => [new BackupAndRestore({ folder, deleteCheckpoint: false })]
    await run({ epochs: 1, callbacks: callbacks() })
    await expect(run({ ...anew, callbacks: callbacks() })).rejects.toMatchObject({
      code: 'FOREIGN_BACKUP',
      message: expect.stringContaining('there kept, here computed for each epoch'),
    })
  })

  it('refuse a size that is none', async () => {
    await expect(run({ validationFeatures: { memory: -1 } })).rejects.toMatchObject({
      code: 'INVALID_ARGUMENT',
      message: expect.stringContaining('validationFeatures.memory'),
    })
  })
})
