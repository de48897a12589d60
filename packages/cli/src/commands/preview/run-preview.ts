import { relative, resolve } from 'node:path'
import { saveImage } from '@graft-ml/dataset'
import { type Augmentation, generatorOptions } from '../../knobs/augmentation'
import { augmentationSheet } from '../../photos/augmentation-sheet'
import { choosePhotos } from '../../photos/choose-photos'
import type { Surroundings } from '../../surroundings'
import { countOf } from '../../text/count-of'
import { jsonDocument } from '../../text/json-document'
import type { Sheet } from './sheet'

export interface PreviewOptions extends Augmentation, Sheet {
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
  const file = resolve(here, options.out)
  const sheet = await augmentationSheet({ ...chosen, ...options, augmentation: options })
  await saveImage(file, sheet, { scale: false })
  const augmentation = generatorOptions(options)
  const many = countOf(chosen.paths.length, 'photo')
  const said = `Wrote ${relative(here, file)}: ${many}, each as it is and in ${countOf(variants, 'variant')}.`
  stdout.write(
    json ? jsonDocument({ file, photos: chosen.paths, variants, seed, augmentation }) : `${said}\n`,
  )
}
