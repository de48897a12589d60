import { join } from 'node:path'
import { type ImageDataGenerator, imageDataGenerator } from '@graft-ml/augment'
import { type Image, RandomState } from '@graft-ml/core'
import { loadImage } from '@graft-ml/dataset'
import { contactSheet } from '@graft-ml/report'
import { type Augmentation, generatorOptions } from '../knobs/augmentation'

export interface SheetOptions {
  /** What the paths are relative to. */
  readonly folder: string
  readonly paths: readonly string[]
  readonly augmentation: Augmentation
  /** Changed pictures of each photo. */
  readonly variants: number
  /** Side of the pictures. */
  readonly size: number
  readonly seed: number
}

/** A row for each photo: as it is, then as training would change it. */
export async function augmentationSheet(options: SheetOptions): Promise<Image<Uint8Array>> {
  const { folder, paths, augmentation, seed } = options
  const generator = imageDataGenerator(generatorOptions(augmentation))
  const random = new RandomState(seed)
  const rows: Image[][] = []
  for (const path of paths) rows.push(await rowOf(join(folder, path), { ...options, generator, random }))
  return contactSheet(rows)
}

interface RowOptions extends Pick<SheetOptions, 'size' | 'variants'> {
  readonly generator: ImageDataGenerator
  readonly random: RandomState
}

async function rowOf(path: string, { size, variants, generator, random }: RowOptions): Promise<Image[]> {
  const { data, ...shape } = await loadImage(path, { targetSize: [size, size], interpolation: 'bilinear' })
  const original = () => ({ ...shape, data: Float32Array.from(data) })
  const changed = () => generator.apply(original(), generator.sample(random, shape))
  return [original(), ...Array.from({ length: variants }, changed)]
}
