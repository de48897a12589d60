import type { ColorMode, PixelsOf } from '../decode/color-mode'
import { toColorMode } from '../decode/color-mode'
import { type DecodeOptions, decodeImage } from '../decode/decode-image'
import type { DecodedImage } from '../decode/decoded-image'
import { imageFormat } from '../decode/image-format'
import { decodeJpeg, type WantedPixels } from '../decode/jpeg/decode-jpeg'
import { type JpegHeader, readJpegHeader } from '../decode/jpeg/read-header'
import { nearestPixels } from '../resize/nearest'
import { type ResizeOptions, resizedBox, resizeImage } from '../resize/resize-image'

/** Valid options of `decodeImage` and `resizeImage`. */
export type DecodeToSizeOptions<Mode extends ColorMode> = DecodeOptions<Mode> & ResizeOptions

/**
 * `decodeImage`, then `resizeImage`, with the same result. An ordinary JPEG takes a shorter way, on the calling thread:
 * nearest makes only the pixels that are left when it is resized.
 */
export async function decodeToSize<Mode extends ColorMode>(
  bytes: Uint8Array,
  options: DecodeToSizeOptions<Mode>,
): Promise<DecodedImage<PixelsOf<Mode>>> {
  const { colorMode, orientation, name, ...resize } = options
  const ordinary = orientation === 'apply' ? undefined : decodeOrdinary(bytes, resize)
  const image = ordinary
    ? toColorMode(ordinary, colorMode ?? 'rgb')
    : await decodeImage(bytes, { colorMode, orientation, name })
  return resizeImage(image as DecodedImage<PixelsOf<Mode>>, resize)
}

function decodeOrdinary(bytes: Uint8Array, resize: ResizeOptions): DecodedImage | undefined {
  const header = imageFormat(bytes) === 'jpeg' ? readJpegHeader(bytes) : undefined
  return header && decodeJpeg(bytes, header, wantedPixels(header, resize))
}

function wantedPixels(
  header: JpegHeader,
  { targetSize, interpolation = 'nearest', keepAspectRatio }: ResizeOptions,
): WantedPixels {
  if (interpolation !== 'nearest') return { columns: upTo(header.width), rows: upTo(header.height) }
  return nearestPixels(header, resizedBox(header, targetSize, keepAspectRatio), targetSize)
}

function upTo(end: number): Int32Array {
  return Int32Array.from({ length: end }, (_, at) => at)
}
