import { describe, expect, it } from 'vitest'
import { folderOf } from '../../test/drawn-pictures'
import { exerciseAugmentation } from '../../test/exercise-augmentation'
import { goldenBytes, goldens, photos, withoutPhotos } from '../../test/golden-photos'
import { loadImage } from '../load/load-image'
import { INTERPOLATIONS } from '../resize/filters'
import { fromDirectory } from './from-directory'

type GoldenFile = { file: string }

interface GoldenResize extends Record<(typeof INTERPOLATIONS)[number] | 'grayscale-nearest', GoldenFile> {
  path: string
  size: [height: number, width: number]
}

interface GoldenFlow {
  samples: number
  seed: number
  batchSize: number
  targetSize: [number, number]
  classIndices: Record<string, number>
  batches: { paths: string[]; labels: number[]; mean: number[]; x0: GoldenFile }[]
}

describe.skipIf(withoutPhotos)(
  `photos as real Keras reads them${withoutPhotos ? `: ${withoutPhotos}` : ''}`,
  () => {
    it('decodes and resizes to the same bytes in all six interpolations', async () => {
      const cases = goldens<GoldenResize[]>('resize')
      const folder = await folderOf(await photos('train/', new Set(cases.map(({ path }) => path.slice(6)))))
      for (const golden of cases) {
        const path = `${folder}/${golden.path.slice(6)}`
        const [height, width] = golden.size
        expect(await loadImage(path)).toMatchObject({ height, width })
        for (const interpolation of INTERPOLATIONS) {
          const { data } = await loadImage(path, { targetSize: [150, 150], interpolation })
          expect(
            Buffer.compare(data, goldenBytes(golden[interpolation].file)),
            `${golden.path} ${interpolation}`,
          ).toBe(0)
        }
        const { data } = await loadImage(path, { targetSize: [150, 150], colorMode: 'grayscale' })
        expect(
          Buffer.compare(new Uint8Array(data), goldenBytes(golden['grayscale-nearest'].file)),
          golden.path,
        ).toBe(0)
      }
    })

    it("gives the exercise's first batches, augmented", async () => {
      const golden = goldens<GoldenFlow>('flow')
      const wanted = new Set(golden.batches.flatMap(({ paths }) => paths))
      const folder = await folderOf(await photos('train/', wanted, { othersEmpty: true }))
      const images = await fromDirectory(folder, {
        targetSize: golden.targetSize,
        batchSize: golden.batchSize,
        classMode: 'binary',
        seed: golden.seed,
        prefetch: 0,
        transform: exerciseAugmentation,
      })
      expect(images.describe()).toBe(`Found ${golden.samples} images belonging to 2 classes.`)
      expect(images.classIndices).toEqual(golden.classIndices)
      for await (const batch of images) {
        const { paths, labels, mean, x0 } = golden.batches[images.batchesSeen - 1]!
        expect(batch.paths).toEqual(paths.map((path) => `${folder}/${path}`))
        expect([...batch.labels!.data]).toEqual(labels)
        const means = meansOf(batch.images.data, labels.length)
        expect(largestDifference(means, mean)).toBeLessThan(1e-6)
        const first = new Float32Array(goldenBytes(x0.file).buffer)
        expect(largestDifference(batch.images.data.subarray(0, first.length), first)).toBeLessThan(1e-5)
        if (images.batchesSeen === golden.batches.length) break
      }
      await images.close()
      expect(images.batchesSeen).toBe(3)
    })
  },
)

function meansOf(values: ArrayLike<number>, rows: number): number[] {
  const length = values.length / rows
  return Array.from({ length: rows }, (_, row) => {
    let sum = 0
    for (let at = row * length; at < (row + 1) * length; at++) sum += values[at]!
    return sum / length
  })
}

function largestDifference(first: ArrayLike<number>, second: ArrayLike<number>): number {
  expect(first.length).toBe(second.length)
  let largest = 0
  for (let at = 0; at < first.length; at++) largest = Math.max(largest, Math.abs(first[at]! - second[at]!))
  return largest
}
