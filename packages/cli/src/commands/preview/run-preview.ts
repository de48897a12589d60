import { join, relative, resolve } from 'node:path'
import { type ImageDataGenerator, imageDataGenerator } from '@graft-ml/augment'
import { type Image, RandomState } from '@graft-ml/core'
import { loadImage, saveImage } from '@graft-ml/dataset'
import { contactSheet } from '@graft-ml/report'
import { type AugmentationFlags, augmentationOf } from '../../options/augmentation'
import type { Surroundings } from '../../surroundings'
import { countOf } from '../../text/count-of'
import { jsonDocument } from '../../text/json-document'
import { choosePhotos } from './choose-photos'

export interface PreviewOptions extends AugmentationFlags {
  readonly out: string
  readonly photos: number
  readonly variants: number
  readonly size: number
  readonly seed: number
  readonly json: boolean
}

/** Draws, writes and says what was written. */
export async function runPreview(
  folder: string,
  options: PreviewOptions,
  { stdout, folder: here }: Surroundings,
): Promise<void> {
  const { photos, seed, variants, json } = options
  const chosen = await choosePhotos(resolve(here, folder), photos, seed)
  const augmentation = augmentationOf(options)
  const generator = imageDataGenerator(augmentation)
  const random = new RandomState(seed)
  const rows: Image[][] = []
  for (const path of chosen.paths) {
    rows.push(await rowOf(join(chosen.folder, path), { ...options, generator, random }))
  }
  const file = resolve(here, options.out)
  await saveImage(file, contactSheet(rows), { scale: false })
  const document = { file, photos: chosen.paths, variants, seed, augmentation }
  const said = `Wrote ${relative(here, file)}: ${countOf(rows.length, 'photo')}, each as it is and in ${countOf(variants, 'variant')}.`
  stdout.write(json ? jsonDocument(document) : `${said}\n`)
}

interface RowOptions extends Pick<PreviewOptions, 'size' | 'variants'> {
  readonly generator: ImageDataGenerator
  readonly random: RandomState
}

/** A photo as it is, then its variants. */
async function rowOf(path: string, { size, variants, generator, random }: RowOptions): Promise<Image[]> {
  const { data, ...shape } = await loadImage(path, { targetSize: [size, size], interpolation: 'bilinear' })
  const original = () => ({ ...shape, data: Float32Array.from(data) })
  const changed = () => generator.apply(original(), generator.sample(random, shape))
  return [original(), ...Array.from({ length: variants }, changed)]
}
