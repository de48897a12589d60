import type { Image } from '@graft-ml/core'
import sharp, { type Sharp } from 'sharp'
import type { ColorMode } from './color-mode'
import { type ImageFormat, isFourComponentJpeg } from './image-format'

/** How sharp reads a picture so that the values are Pillow's. */
export interface SharpDecoding {
  format: ImageFormat
  colorMode: ColorMode
  orientation: 'ignore' | 'apply'
}

/** Decodes JPEG, PNG, GIF (first frame), WebP and TIFF to RGB, or to RGBA when that is the color mode. */
export async function decodeWithSharp(
  bytes: Uint8Array,
  { format, colorMode, orientation }: SharpDecoding,
): Promise<Image<Uint8Array>> {
  const picture = sharp(bytes, {
    ignoreIcc: true,
    // libtiff calls a file that ends too early an error, not a truncation.
    failOn: format === 'tiff' ? 'error' : 'truncated',
    autoOrient: orientation === 'apply',
  })
  if (await isCmyk(picture, bytes, format)) return cmykToRgb(await cmykPixels(picture))
  const rgb = picture.toColourspace('srgb')
  return pixelsOf(colorMode === 'rgba' ? rgb.ensureAlpha() : rgb.removeAlpha())
}

async function isCmyk(picture: Sharp, bytes: Uint8Array, format: ImageFormat): Promise<boolean> {
  if (format === 'jpeg') return isFourComponentJpeg(bytes)
  return format === 'tiff' && (await picture.metadata()).space === 'cmyk'
}

/** The four inks as they are stored: sharp's own way to RGB goes through a printing profile, Pillow's does not. */
function cmykPixels(picture: Sharp): Promise<Image<Uint8Array>> {
  return pixelsOf(picture.pipelineColourspace('cmyk').toColourspace('cmyk'))
}

async function pixelsOf(picture: Sharp): Promise<Image<Uint8Array>> {
  const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  return { data, height: info.height, width: info.width, channels: info.channels }
}

/** Pillow's formula: what each ink leaves of the light that black leaves. */
function cmykToRgb({ data, height, width }: Image<Uint8Array>): Image<Uint8Array> {
  const rgb = new Uint8Array(height * width * 3)
  for (let from = 0, to = 0; to < rgb.length; from += 4, to += 3) {
    const light = 255 - data[from + 3]!
    for (let ink = 0; ink < 3; ink++) {
      const product = data[from + ink]! * light + 128
      rgb[to + ink] = Math.max(0, light - (((product >> 8) + product) >> 8))
    }
  }
  return { data: rgb, height, width, channels: 3 }
}
