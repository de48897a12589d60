import { readFile } from 'node:fs/promises'
import { oneOf } from '@graft-ml/core'
import { unreadable } from '../decode/broken-image-error'
import { COLOR_MODES, type ColorMode, type PixelsOf } from '../decode/color-mode'
import { type DecodeOptions, decodeImage, ORIENTATIONS } from '../decode/decode-image'
import type { DecodedImage } from '../decode/decoded-image'
import { rejectUnknownOptions } from '../options/reject-unknown-options'
import { INTERPOLATIONS } from '../resize/filters'
import { type ResizeOptions, validTargetSize } from '../resize/resize-image'
import { decodeToSize } from './decode-to-size'

/** How a file becomes a picture: decoded, then resized. */
export interface LoadImageOptions<Mode extends ColorMode = ColorMode>
  extends Omit<DecodeOptions<Mode>, 'name'>,
    Partial<ResizeOptions> {
  /** Height and width of the result, in pixels. Default: the picture's own. */
  targetSize?: readonly [height: number, width: number]
}

/**
 * Reads, decodes and resizes one picture, as Keras's `load_img`. With a `targetSize`, an ordinary JPEG is decoded on
 * the calling thread, anything else on Node's own threads.
 *
 * @returns [height, width, channels], values 0..255; grayscale of more than 8 bits keeps its own (see `decodeImage`).
 * @throws BrokenImageError naming the file when it cannot be read or is no picture.
 */
export async function loadImage<Mode extends ColorMode = 'rgb'>(
  path: string,
  options: LoadImageOptions<Mode> = {},
): Promise<DecodedImage<PixelsOf<Mode>>> {
  const { targetSize, interpolation, keepAspectRatio, ...decoding } = options
  const { colorMode, orientation, ...unknown } = decoding
  rejectUnknownOptions('loadImage', unknown, LOAD_OPTIONS)
  if (colorMode !== undefined) oneOf('colorMode', colorMode, COLOR_MODES)
  if (orientation !== undefined) oneOf('orientation', orientation, ORIENTATIONS)
  // Also where nothing is resized: a name that is wrong today will be needed tomorrow.
  if (interpolation !== undefined) oneOf('interpolation', interpolation, INTERPOLATIONS)
  const bytes = await readBytes(path)
  if (!targetSize) return decodeImage(bytes, { ...decoding, name: path })
  const resize = { targetSize: validTargetSize(targetSize), interpolation, keepAspectRatio }
  return decodeToSize(bytes, { ...decoding, ...resize, name: path })
}

const LOAD_OPTIONS = ['colorMode', 'orientation', 'targetSize', 'interpolation', 'keepAspectRatio']

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (cause) {
    throw unreadable(path, cause)
  }
}
