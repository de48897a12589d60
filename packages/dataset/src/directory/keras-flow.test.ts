import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Batch } from '@graft-ml/core'
import { afterAll, describe, expect, it } from 'vitest'
import { folderOfDrawn } from '../../test/drawn-pictures'
import { exerciseAugmentation } from '../../test/exercise-augmentation'
import { DecodePool } from '../pool/decode-pool'
import type { DirectoryOptions } from './directory-options'
import { fromDirectory } from './from-directory'

interface KerasRun {
  augmented: boolean
  options: {
    class_mode: 'sparse' | 'binary' | 'categorical'
    batch_size: number
    seed?: number
    shuffle?: boolean
    subset?: 'training' | 'validation'
    classes?: string[]
  }
  filenames: string[]
  classIndices: Record<string, number>
  batches: { filenames: string[]; labels: number[] | number[][]; means: number[]; first: string | null }[]
}

/** What Keras's flow_from_directory does with the same folder; see fixtures/generate.py. */
const fixture: { files: string[]; height: number; width: number; runs: KerasRun[] } = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../fixtures/flow.json'), 'utf8'),
)

const pools = {
  'the calling thread': new DecodePool({ workers: 0 }),
  'two threads': new DecodePool({ workers: 2 }),
}
afterAll(async () => {
  for (const pool of Object.values(pools)) await pool.close()
})

describe.each(fixture.runs.map((run) => ({ ...run, title: JSON.stringify(run.options) })))(
  '$title',
  (run) => {
    it.each(Object.entries(pools))('gives the batches of Keras, pass after pass, on %s', async (_, pool) => {
      const folder = await folderOfDrawn(fixture.files, fixture.height, fixture.width)
      const { class_mode: classMode, batch_size: batchSize, ...options } = run.options
      const settings: DirectoryOptions = { ...options, classMode, batchSize, targetSize: [9, 8], pool }
      if (options.subset) settings.validationSplit = 0.4
      const images = await fromDirectory(
        folder,
        run.augmented ? { ...settings, transform: exerciseAugmentation } : settings,
      )
      expect(images.filenames).toEqual(run.filenames)
      expect(images.classIndices).toEqual(run.classIndices)

      for await (const batch of images) {
        const expected = run.batches[images.batchesSeen - 1]!
        expect(batch.paths).toEqual(expected.filenames.map((name) => resolve(folder, name)))
        expect([...batch.labels!.data]).toEqual(expected.labels.flat())
        expect(batch.labels!.shape).toEqual([expected.filenames.length, classMode === 'categorical' ? 3 : 1])
        expect(batch.images.shape).toEqual([expected.filenames.length, 9, 8, 3])
        compare(batch, expected)
        if (images.batchesSeen === run.batches.length) break
      }
      expect(images.batchesSeen).toBe(2 * images.batchesPerEpoch + 1)
    })
  },
)

function compare({ images: { data } }: Batch, { means, first }: KerasRun['batches'][number]): void {
  const length = 9 * 8 * 3
  for (const [row, mean] of means.entries()) {
    const values = data.subarray(row * length, (row + 1) * length)
    expect(values.reduce((sum, value) => sum + value, 0) / length / mean).toBeCloseTo(1, 6)
  }
  if (first === null) return
  const expected = new Float32Array(new Uint8Array(Buffer.from(first, 'base64')).buffer)
  expect(data.subarray(0, length)).toEqual(expected)
}
