import type { Metadata, Sharp } from 'sharp'
import { type ColorMode, clipToBytes } from './color-mode'
import type { DecodedImage, PixelData } from './decoded-image'
import { type ImageFormat, isFourComponentJpeg, isGray16Png } from './image-format'
import type { SharpModule } from './sharp-module'

/** How sharp reads a picture so that the values are Pillow's. */
export interface SharpDecoding {
  format: ImageFormat
  colorMode: ColorMode
  orientation: 'ignore' | 'apply'
}

/**
 * Decodes JPEG, PNG, GIF (first frame), WebP and TIFF to RGB, or to RGBA when that is the color mode; grayscale of
 * more than 8 bits to one channel of its own values.
 */
export async function decodeWithSharp(
  sharp: SharpModule,
  bytes: Uint8Array,
  { format, colorMode, orientation }: SharpDecoding,
): Promise<DecodedImage<PixelData>> {
  const picture = sharp(bytes, {
    ignoreIcc: true,
    // libtiff calls a file that ends too early an error, not a truncation.
    failOn: format === 'tiff' ? 'error' : 'truncated',
    autoOrient: orientation === 'apply',
  })
  const kind = format === 'tiff' ? kindOfTiff(await picture.metadata()) : kindOf(bytes, format)
  if (kind === 'cmyk') return cmykToRgb(await cmykPixels(picture))
  if (kind !== 'color') return grayPixels(picture, kind)
  const rgb = picture.toColourspace('srgb')
  return pixelsOf(colorMode === 'rgba' ? rgb.ensureAlpha() : rgb.removeAlpha())
}

/** What sharp's own way to 8-bit RGB would not read as Pillow does; 'color' is all the rest. */
type Kind = 'color' | 'cmyk' | GrayKind
interface GrayKind {
  readonly space: 'grey16' | 'b-w'
  readonly values: 'ushort' | 'int' | 'float'
}

/** Told from the bytes: asking sharp would open the file twice. */
function kindOf(bytes: Uint8Array, format: ImageFormat): Kind {
  if (format === 'jpeg' && isFourComponentJpeg(bytes)) return 'cmyk'
  return format === 'png' && isGray16Png(bytes) ? { space: 'grey16', values: 'ushort' } : 'color'
}

function kindOfTiff({ space, depth, channels }: Metadata): Kind {
  if (space === 'cmyk') return 'cmyk'
  if (channels !== 1 || depth === 'uchar') return 'color'
  if (space !== 'grey16' && space !== 'b-w') return 'color'
  if (depth === 'float' || depth === 'double') return { space, values: 'float' }
  return { space, values: depth === 'ushort' ? 'ushort' : 'int' }
}

/** The four inks as they are stored: sharp's own way to RGB goes through a printing profile, Pillow's does not. */
function cmykPixels(picture: Sharp): Promise<DecodedImage> {
  return pixelsOf(picture.pipelineColourspace('cmyk').toColourspace('cmyk'))
}

/** Grayscale as it is stored. Fractions are clipped to bytes at once: Keras's `load_img` keeps none. */
async function grayPixels(picture: Sharp, { space, values }: GrayKind): Promise<DecodedImage<PixelData>> {
  const gray = picture.pipelineColourspace(space).toColourspace(space).removeAlpha()
  const { data, info } = await gray.raw({ depth: values }).toBuffer({ resolveWithObject: true })
  // A copy, since a buffer may begin where no such number can.
  const { buffer } = new Uint8Array(data)
  const shape = { height: info.height, width: info.width, channels: info.channels }
  if (values === 'ushort') return { ...shape, data: new Uint16Array(buffer) }
  if (values === 'int') return { ...shape, data: new Int32Array(buffer) }
  return { ...shape, data: clipToBytes(new Float32Array(buffer)) }
}

async function pixelsOf(picture: Sharp): Promise<DecodedImage> {
  const { data, info } = await picture.raw({ depth: 'uchar' }).toBuffer({ resolveWithObject: true })
  return { data, height: info.height, width: info.width, channels: info.channels }
}

/** Pillow's formula: what each ink leaves of the light that black leaves. */
function cmykToRgb({ data, height, width }: DecodedImage): DecodedImage {
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
