import { extname } from 'node:path'
import { InvalidArgumentError } from '@graft-ml/core'
import { writeFileAtomically } from '@graft-ml/core/files'
import { rejectUnknownOptions } from '../options/reject-unknown-options'
import { encodeImage } from './encode-image'
import type { AnyImage, EncodedFormat, EncodeOptions } from './encode-options'

/** How a picture is written to a file. */
export interface SaveImageOptions extends Omit<EncodeOptions, 'format'> {
  /** 'png', 'jpeg', 'tiff' or 'webp'. Default: what the end of the path says. */
  format?: EncodedFormat
}

const FORMATS: Readonly<Record<string, EncodedFormat>> = {
  '.png': 'png',
  '.jpg': 'jpeg',
  '.jpeg': 'jpeg',
  '.tif': 'tiff',
  '.tiff': 'tiff',
  '.webp': 'webp',
}

/**
 * Writes a picture to a file, as Keras's `save_img`: whole or not at all, with the folders it needs.
 *
 * As there, the values are stretched to 0..255 unless `scale` is false; pass that to save a picture as it is.
 *
 * @throws InvalidArgumentError for a picture or path that is none; FileError of @graft-ml/core/files when the disk is
 *   full or may not be written.
 *
 * @example
 * await saveImage('copy.png', await loadImage('cat.jpg'), { scale: false })
 */
export async function saveImage(
  path: string,
  image: AnyImage,
  options: SaveImageOptions = {},
): Promise<void> {
  const { format = formatOf(path), scale, quality, ...unknown } = options
  rejectUnknownOptions('saveImage', unknown, ['format', 'scale', 'quality'])
  await writeFileAtomically(path, await encodeImage(image, { format, scale, quality }))
}

function formatOf(path: string): EncodedFormat {
  const format = FORMATS[extname(path).toLowerCase()]
  if (format) return format
  throw new InvalidArgumentError({
    argument: 'path',
    expected: `a name ending in ${Object.keys(FORMATS).join(', ')}`,
    received: path,
    hint: 'Or say which with `format`.',
  })
}
