import { oneOf } from '@graft-ml/core'
import { rejectUnknownOptions } from '../options/reject-unknown-options'
import { BrokenImageError } from './broken-image-error'
import { COLOR_MODES, type ColorMode, type PixelsOf, toColorMode } from './color-mode'
import { decodeBmp } from './decode-bmp'
import { decodePnm } from './decode-pnm'
import { decodeWithSharp } from './decode-with-sharp'
import type { DecodedImage } from './decoded-image'
import { IMAGE_FORMATS, imageFormat } from './image-format'
import { loadSharp } from './sharp-module'

export const ORIENTATIONS = ['ignore', 'apply'] as const
/**
 * What is done with the camera's EXIF orientation.
 *
 * @useDeclaredType
 */
export type Orientation = (typeof ORIENTATIONS)[number]

/** How the bytes of a file become a picture. */
export interface DecodeOptions<Mode extends ColorMode = ColorMode> {
  /** Channels of the result: 'rgb' (3), 'rgba' (4) or 'grayscale' (1). Default 'rgb'. */
  colorMode?: Mode
  /** What to do with the camera's EXIF orientation. Default 'ignore', as Keras. */
  orientation?: Orientation
  /** What errors call the picture: its path, for instance. Default 'the picture'. */
  name?: string
}

/**
 * Decodes the bytes of a JPEG, PNG, GIF (first frame), WebP, TIFF, BMP, PGM or PPM file.
 *
 * Grayscale files of more than 8 bits a pixel are read as Keras reads them: 'grayscale' keeps their values, which are
 * then a Uint16Array (PNG, TIFF) or an Int32Array (PGM, TIFF of 32 bits or with signs); 'rgb' and 'rgba' clip them to
 * 255, so that most such pictures turn white.
 *
 * @returns a picture [height, width, channels] of values 0..255, but for such files.
 * @throws BrokenImageError when the bytes are no such picture or are cut short.
 */
export async function decodeImage<Mode extends ColorMode = 'rgb'>(
  bytes: Uint8Array,
  options: DecodeOptions<Mode> = {},
): Promise<DecodedImage<PixelsOf<Mode>>> {
  rejectUnknownOptions('decodeImage', options, ['colorMode', 'orientation', 'name'])
  const colorMode = oneOf('colorMode', options.colorMode ?? 'rgb', COLOR_MODES) as Mode
  const orientation = oneOf('orientation', options.orientation ?? 'ignore', ORIENTATIONS)
  const path = options.name ?? 'the picture'
  const format = imageFormat(bytes)
  if (format === undefined) {
    const found = bytes.length === 0 ? 'the file is empty' : 'its first bytes are none of these formats'
    throw new BrokenImageError({ path, reason: `${found} (known: ${IMAGE_FORMATS.join(', ')})` })
  }
  // Out here: that sharp cannot be loaded says nothing about the picture.
  const sharp = format === 'bmp' || format === 'pnm' ? undefined : await loadSharp()
  try {
    if (format === 'bmp') return toColorMode(decodeBmp(bytes), colorMode)
    if (!sharp) return toColorMode(decodePnm(bytes), colorMode)
    return toColorMode(await decodeWithSharp(sharp, bytes, { format, colorMode, orientation }), colorMode)
  } catch (cause) {
    throw new BrokenImageError({ path, reason: reasonOf(cause), cause })
  }
}

/** The first line of what a decoder says, without a full stop. */
function reasonOf(cause: unknown): string {
  const message = cause instanceof Error ? cause.message : String(cause)
  return message.split('\n', 1)[0]!.trim().replace(/\.$/, '')
}
