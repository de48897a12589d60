import { oneOf } from '@graft-ml/core'
import type { Sharp } from 'sharp'
import { loadSharp } from '../decode/sharp-module'
import { checkInteger } from '../options/check-integer'
import { rejectUnknownOptions } from '../options/reject-unknown-options'
import { type AnyImage, ENCODED_FORMATS, type EncodedFormat, type EncodeOptions } from './encode-options'
import { toPixels } from './to-pixels'

/**
 * The bytes of a picture file: `decodeImage` the other way round.
 *
 * With `scale: false` PNG and TIFF give back the same picture when they are decoded; so do they for grayscale up to
 * 65535, which is written with 16 bits.
 *
 * @param image [height, width, channels] of 1, 3 or 4 channels.
 * @throws InvalidArgumentError when the picture or an option is none that can be written.
 */
export async function encodeImage(image: AnyImage, options: EncodeOptions): Promise<Uint8Array> {
  rejectUnknownOptions('encodeImage', options, ['format', 'scale', 'quality'])
  const format = oneOf('format', options.format, ENCODED_FORMATS)
  if (options.quality !== undefined) checkInteger('quality', options.quality, 1, 100)
  const { data, height, width, channels } = toPixels(image, options)
  const sharp = await loadSharp()
  const picture = sharp(data, { raw: { width, height, channels: channels as 1 | 3 | 4 } })
  if (channels === 1) picture.toColourspace(data instanceof Uint16Array ? 'grey16' : 'b-w')
  return inFormat(picture, format, options.quality).toBuffer()
}

function inFormat(picture: Sharp, format: EncodedFormat, quality?: number): Sharp {
  switch (format) {
    case 'png':
      return picture.png()
    case 'tiff':
      return picture.tiff({ compression: 'lzw' })
    case 'jpeg':
      return picture.removeAlpha().jpeg({ quality: quality ?? 75 })
    case 'webp':
      return picture.webp({ quality: quality ?? 80 })
  }
}
