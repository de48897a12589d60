import { open, readdir, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Batch, BatchSource, NdArray } from '@graft-ml/core'
import type { Engine } from '@graft-ml/engine'
import { sgd } from '@graft-ml/keras'
import { mul } from '@tensorflow/tfjs-core'
import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  BackupAndRestore,
  type FitOptions,
  featureExtraction,
  fineTune,
  freeze,
  LambdaCallback,
  type PooledProgress,
  unfreezeAfter,
} from '../../src/index'
import { labelOf, photoPasses, photoPixels } from '../../src/test-support/photo-passes'
import { smallModel } from '../../src/test-support/small-model'
import { temporaryFolder } from '../../src/test-support/temporary-folder'
import { smallEngine, smallRun } from '../support/small-run'
import { watched } from '../support/watched-engine'

const PHOTOS = 10
const BATCHES = 3
const VARIANTS = 2
/** Of the stem: 8 x 8 x 4 numbers of 2 bytes. */
const BYTES = PHOTOS * VARIANTS * 8 * 8 * 4 * 2

let temporary: string
beforeAll(smallEngine)
beforeEach(async () => {
  temporary = await temporaryFolder()
})

const augmented = (seed = 1) => photoPasses({ photos: PHOTOS, augment: true, seed })

async function run(options: Partial<FitOptions> = {}) {
  const { engine, trunk, steps } = watched(await smallEngine())
  vi.stubEnv('TMPDIR', temporary)
  try {
    const result = await smallRun({
      engine,
      train: augmented(),
      validation: undefined,
      epochs: 4,
      pooled: { variants: VARIANTS },
      ...options,
    })
    return { ...result, steps, trunkRuns: trunk.length }
  } finally {
    vi.unstubAllEnvs()
  }
}

/** What a run computed, without the time that it took. */
function outcome({ history, weights }: Awaited<ReturnType<typeof run>>) {
  return { history, weights }
}

describe('pooled augmentation', () => {
  it('runs the trunk once a variant, however many epochs there are', async () => {
    const { trunkRuns, steps, pooled } = await run({ epochs: 7 })
    expect(trunkRuns).toBe(VARIANTS * BATCHES)
    expect(steps).toHaveLength(7 * BATCHES)
    expect(pooled).toMatchObject({ variants: 2, seed: 0, photos: PHOTOS, bytes: BYTES, reused: false })
  })

  it('trains on each photo once an epoch, in each variant once in so many epochs', async () => {
    const { steps } = await run()
    const rows = steps.flatMap(({ features, labels }) => rowsOf(features[0], labels))
    const variants = await allVariants(await smallEngine())
    const drawn = rows.map(({ values, label }) => {
      const found = variants.filter((variant) => isRoundedTo16Bits(values, variant.values))
      expect(found).toHaveLength(1)
      expect(label).toBe(labelOf(found[0].photo))
      return found[0]
    })
    for (let epoch = 0; epoch < 4; epoch++) {
      const photos = drawn.slice(epoch * PHOTOS, (epoch + 1) * PHOTOS).map(({ photo }) => photo)
      expect([...photos].sort()).toEqual(Array.from({ length: PHOTOS }, (_, photo) => photo))
    }
    for (const half of [drawn.slice(0, 2 * PHOTOS), drawn.slice(2 * PHOTOS)]) {
      expect(new Set(half).size).toBe(PHOTOS * VARIANTS)
    }
  })

  it('gives the same run for the same seed, and another for another', async () => {
    const first = await run()
    expect(outcome(await run())).toEqual(outcome(first))
    expect(outcome(await run({ pooled: { variants: VARIANTS, seed: 1 } }))).not.toEqual(outcome(first))
    expect(outcome(await run({ train: augmented(2) }))).not.toEqual(outcome(first))
  })

  it('is off by default: then every epoch brings new variants', async () => {
    const { trunkRuns, pooled, steps } = await run({ pooled: undefined })
    expect(trunkRuns).toBe(4 * BATCHES)
    expect(pooled).toBeUndefined()
    const rows = steps.flatMap(({ features, labels }) => rowsOf(features[0], labels))
    expect(new Set(rows.map(({ values }) => String(values))).size).toBe(4 * PHOTOS)
  })

  it('says so when the phase begins, and how much disk it takes before it takes any', async () => {
    const said: unknown[] = []
    const onProgress = (event: PooledProgress) => said.push(event)
    await run({
      epochs: 1,
      pooled: { variants: VARIANTS, seed: 3, onProgress },
      onEvent: (event) => {
        if (event.type === 'phase-begin') said.push([event.pooled, event.engine])
        if (event.type === 'epoch-begin') said.push('epoch')
      },
    })
    const total = VARIANTS * BATCHES
    expect(said).toEqual([
      [{ variants: 2, seed: 3 }, expect.stringMatching(/pooled augmentation with 2 variants$/)],
      // At most: the last batch of a pass is smaller.
      { status: 'begin', photos: 12, variants: 2, bytes: (BYTES / PHOTOS) * 12 },
      ...Array.from({ length: total }, (_, index) => ({ status: 'batch', done: index + 1, total })),
      expect.objectContaining({ status: 'ready', photos: PHOTOS, bytes: BYTES, reused: false }),
      'epoch',
    ])
  })

  it('leaves the sequence of the source where it was, and works in feature extraction too', async () => {
    const { engine, trunk } = watched(await smallEngine())
    const { base, model } = smallModel()
    freeze(base)
    const train = augmented()
    const pooled = { variants: 3 }
    const { history } = await featureExtraction(model, {
      engine,
      train,
      epochs: 5,
      pooled,
      validation: photoPasses(),
    })
    expect(history.val_acc).toHaveLength(5)
    // The validation pictures once, too.
    expect(trunk).toHaveLength(3 * BATCHES + 3)
    expect(train.state!()).toEqual(augmented().state!())
    model.dispose()
  })

  it('goes on after a crash exactly as if there had been none', async () => {
    const whole = await run()
    const folder = join(await temporaryFolder(), 'backup')
    let steps = 0
    const crash = new LambdaCallback({
      onStepEnd: () => {
        if (++steps === 8) throw new Error('crash')
      },
    })
    const backup = () => new BackupAndRestore({ folder, saveFrequency: 1 })
    await expect(run({ callbacks: [backup(), crash] })).rejects.toThrow('crash')
    // Another process draws another seed for its source; the backup brings the first one along.
    const resumed = await run({ train: augmented(9), callbacks: [backup()] })
    expect(resumed.resumedAt).toEqual({ epoch: 2, step: 1 })
    expect(outcome(resumed)).toEqual(outcome(whole))
  })

  it('makes no pool for a phase that a backup says is over', async () => {
    const folder = join(await temporaryFolder(), 'backup')
    const callbacks = () => [new BackupAndRestore({ folder, deleteCheckpoint: false })]
    await run({ callbacks: callbacks() })
    expect((await run({ callbacks: callbacks() })).trunkRuns).toBe(0)
  })

  it('does not go on with the backup of another experiment', async () => {
    const folder = join(await temporaryFolder(), 'backup')
    const callbacks = () => [new BackupAndRestore({ folder, deleteCheckpoint: false })]
    await run({ epochs: 1, callbacks: callbacks() })
    await expect(run({ pooled: undefined, callbacks: callbacks() })).rejects.toMatchObject({
      code: 'FOREIGN_BACKUP',
      message: expect.stringContaining('there 2 variants with seed 0, here none'),
    })
  })
})

describe('the temporary file of a pool', () => {
  it('is never in sight, and gone at the end', async () => {
    const seen: string[] = []
    const onStepEnd = async () => {
      seen.push(...(await readdir(temporary)))
    }
    await run({ callbacks: [new LambdaCallback({ onStepEnd })] })
    expect([...seen, ...(await readdir(temporary))]).toEqual([])
  })

  it('is gone when a step fails, or the making', async () => {
    const onStepEnd = () => {
      throw new Error('failure')
    }
    await expect(run({ callbacks: [new LambdaCallback({ onStepEnd })] })).rejects.toThrow('failure')
    await expect(run({ train: failing(augmented(), 4) })).rejects.toThrow('batch 4')
    expect(await readdir(temporary)).toEqual([])
  })

  it('is gone when the signal ends the making, before any step', async () => {
    const interruption = new AbortController()
    const onProgress = ({ status }: PooledProgress) => {
      if (status === 'batch') interruption.abort()
    }
    const { reason, steps, trunkRuns } = await run({
      signal: interruption.signal,
      pooled: { variants: 20, onProgress },
    })
    expect(reason).toBe('aborted')
    expect(steps).toEqual([])
    // Those that were under way.
    expect(trunkRuns).toBeLessThan(6)
    expect(await readdir(temporary)).toEqual([])
  })

  it('is not begun where the disk is too small', async () => {
    const said: PooledProgress[] = []
    await expect(
      run({
        train: { ...augmented(), batchesPerEpoch: 1e12 },
        stepsPerEpoch: 1,
        pooled: { variants: 5, onProgress: (event) => said.push(event) },
      }),
    ).rejects.toMatchObject({
      code: 'NO_SPACE',
      message: expect.stringMatching(/take 10,240,000,000 MB.*TMPDIR/),
    })
    expect(said).toEqual([{ status: 'begin', photos: 4e12, variants: 5, bytes: 4e12 * 5 * 512 }])
  })
})

describe('a pool that is kept in a folder', () => {
  let folder: string
  const kept = (more: Partial<FitOptions> = {}) => run({ pooled: { variants: VARIANTS, folder }, ...more })
  beforeEach(async () => {
    folder = join(await temporaryFolder(), 'pool')
  })

  it('serves the next run, which is the same', async () => {
    const first = await kept()
    const second = await kept()
    expect([first.trunkRuns, second.trunkRuns]).toEqual([VARIANTS * BATCHES, 0])
    expect([first.pooled!.reused, second.pooled!.reused]).toEqual([false, true])
    expect(outcome(second)).toEqual(outcome(first))
    expect(outcome(first)).toEqual(outcome(await run()))
    expect(await readdir(folder)).toEqual(['fine-tuning.pool'])
    expect(await readdir(temporary)).toEqual([])
  })

  it('serves a run that takes the variants in another order', async () => {
    await kept()
    const other = await run({ pooled: { variants: VARIANTS, folder, seed: 4 } })
    expect(other.trunkRuns).toBe(0)
    expect(outcome(other)).toEqual(outcome(await run({ pooled: { variants: VARIANTS, seed: 4 } })))
  })

  it.each<[string, () => Promise<unknown>]>([
    ['another source', () => kept({ train: augmented(2) })],
    ['other variants', () => run({ pooled: { variants: 3, folder } })],
    ['another trunk', () => runOtherTrunk(folder)],
  ])('is made anew for %s', async (_what, other) => {
    await kept()
    await other()
    expect((await kept()).trunkRuns).toBe(VARIANTS * BATCHES)
  })

  it.each<[string, (path: string) => Promise<void>]>([
    ['cut short', (path) => truncate(path, BYTES)],
    ['emptied', (path) => truncate(path, 0)],
    ['something else', (path) => writeFile(path, 'nothing of the kind, but long enough')],
  ])('is made anew where it was %s', async (_how, damage) => {
    const first = await kept()
    await damage(join(folder, 'fine-tuning.pool'))
    const second = await kept()
    expect(second.trunkRuns).toBe(VARIANTS * BATCHES)
    expect(outcome(second)).toEqual(outcome(first))
  })

  it('is refused where its features were altered', async () => {
    await kept()
    const path = join(folder, 'fine-tuning.pool')
    const file = await open(path, 'r+')
    await file.write(Buffer.of(0x3c), 0, 1, BYTES / 2 + 1)
    await file.close()
    await expect(kept()).rejects.toMatchObject({
      code: 'BROKEN_FEATURES',
      message: expect.stringContaining('fine-tuning.pool'),
    })
  })

  it('is not there where it was not made whole', async () => {
    await expect(kept({ train: { ...failing(augmented(), 4) } })).rejects.toThrow('batch 4')
    expect(await readdir(folder)).toEqual([])
  })

  it('is refused for a source that cannot tell what it holds', async () => {
    for (const identity of [undefined, async () => undefined]) {
      await expect(kept({ train: { ...augmented(), identity } })).rejects.toMatchObject({
        code: 'INVALID_ARGUMENT',
        message: expect.stringContaining('pooled.folder'),
      })
    }
  })
})

describe('a source that pooled augmentation cannot use is named', () => {
  it.each<[string, Partial<BatchSource>]>([
    ['without passes', { epoch: undefined }],
    ['without a number of batches', { batchesPerEpoch: undefined }],
  ])('%s', async (_what, missing) => {
    const options = { train: { ...augmented(), ...missing }, stepsPerEpoch: 3 }
    await expect(run(options)).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
  })

  it.each<[string, (source: BatchSource) => BatchSource, RegExp]>([
    [
      'whose batches have no paths',
      (source) => changed(source, ({ paths: _, ...batch }) => batch),
      /without their paths/,
    ],
    ['with a picture twice', (source) => changed(source, (batch) => twice(batch)), /is in pass 0 twice/],
    [
      'with a new picture in a later pass',
      (source) => renamedLater(source),
      /is in pass 1 and not in the first/,
    ],
  ])('%s', async (_what, spoil, message) => {
    await expect(run({ train: spoil(augmented()) })).rejects.toMatchObject({
      code: 'UNEVEN_PASSES',
      message: expect.stringMatching(message),
    })
  })

  it.each([{ variants: 0 }, { variants: 1.5 }, { variants: 2, seed: -1 }, { variants: 2, folder: '' }])(
    'and so are options such as %j',
    async (pooled) => {
      await expect(run({ pooled })).rejects.toMatchObject({ code: 'INVALID_ARGUMENT' })
    },
  )
})

type Batches = AsyncIterable<Batch>

function withPasses(source: BatchSource, change: (batches: Batches, pass: number) => Batches): BatchSource {
  return {
    ...source,
    epoch: (pass = 0) => {
      const batches = change(source.epoch!(pass), pass)
      return {
        batchesPerEpoch: source.batchesPerEpoch,
        [Symbol.asyncIterator]: () => batches[Symbol.asyncIterator](),
      }
    },
  }
}

function changed(source: BatchSource, change: (batch: Batch, pass: number) => Batch): BatchSource {
  return withPasses(source, async function* (batches, pass) {
    for await (const batch of batches) yield change(batch, pass)
  })
}

/** Cannot be read at a batch, counted over all passes. */
function failing(source: BatchSource, at: number): BatchSource {
  let read = 0
  return changed(source, (batch) => {
    if (read++ === at) throw new Error(`batch ${at}`)
    return batch
  })
}

function twice(batch: Batch): Batch {
  return { ...batch, paths: batch.paths!.map((path, row) => (row === 1 ? batch.paths![0] : path)) }
}

function renamedLater(source: BatchSource): BatchSource {
  return changed(source, (batch, pass) => ({
    ...batch,
    paths: batch.paths!.map((path) => (pass === 1 ? `new-${path}` : path)),
  }))
}

/** A run with the same layers and other weights in the frozen stem. */
async function runOtherTrunk(folder: string): Promise<void> {
  const { base, model } = smallModel()
  freeze(base)
  unfreezeAfter(base, 'stem')
  const kernel = base.getLayer('stem_conv').weights[0]
  kernel.write(mul(kernel.read(), 2))
  const pooled = { variants: VARIANTS, folder }
  await fineTune(model, { engine: await smallEngine(), train: augmented(), epochs: 1, pooled })
  model.dispose()
}

function rowsOf({ data, shape }: NdArray, labels: NdArray) {
  const size = data.length / shape[0]
  return Array.from(labels.data, (label, row) => ({
    values: data.subarray(row * size, (row + 1) * size),
    label,
  }))
}

/** The features of every variant of every photo, by running the frozen stem on one picture at a time. */
async function allVariants(engine: Engine) {
  const { base, model } = smallModel()
  freeze(base)
  unfreezeAfter(base, 'stem')
  const { trunk, dispose } = await engine.prepareTraining(model, {
    loss: 'binaryCrossentropy',
    optimizer: sgd({ learningRate: 1 }),
  })
  const variants: { photo: number; pass: number; values: Float32Array }[] = []
  for (let photo = 0; photo < PHOTOS; photo++) {
    for (let pass = 0; pass < VARIANTS; pass++) {
      const [{ data }] = await trunk.run({ data: photoPixels(photo, { seed: 1, pass }), shape: [1, 8, 8, 3] })
      variants.push({ photo, pass, values: data })
    }
  }
  await dispose()
  model.dispose()
  return variants
}

/** 11 significant bits: within 2^-11 of the number, or within 2^-25 where that is more. */
function isRoundedTo16Bits(rounded: Float32Array, exact: Float32Array): boolean {
  return exact.every((value, index) => {
    return Math.abs(rounded[index] - value) <= Math.max(Math.abs(value) * 2 ** -11, 2 ** -25) * 1.001
  })
}
