import type { DecodedImage, PixelData } from './decoded-image'

/** What the channels of a decoded picture may be: 3, 4 or 1 of them. */
export const COLOR_MODES = ['rgb', 'rgba', 'grayscale'] as const
/**
 * Which channels a picture has.
 *
 * @useDeclaredType
 */
export type ColorMode = (typeof COLOR_MODES)[number]

/** What a color mode may hold: only grayscale keeps more than 8 bits, as in Keras's `load_img`. */
export type PixelsOf<Mode extends ColorMode> = Mode extends 'grayscale' ? PixelData : Uint8Array

const CHANNELS = { rgb: 3, rgba: 4, grayscale: 1 } as const satisfies Record<ColorMode, number>

/** How many channels a picture of a color mode has. */
export function channelsOf(colorMode: ColorMode): number {
  return CHANNELS[colorMode]
}

/**
 * Turns a picture of 1 (gray), 3 (RGB) or 4 (RGBA) channels into the color mode asked for, as Keras's `load_img` does
 * with Pillow's `convert`. Grayscale of more than 8 bits stays what it is when grayscale is asked for.
 */
export function toColorMode<Mode extends ColorMode>(
  image: DecodedImage<PixelData>,
  colorMode: Mode,
): DecodedImage<PixelsOf<Mode>>
export function toColorMode(image: DecodedImage<PixelData>, colorMode: ColorMode): DecodedImage<PixelData> {
  if (image.channels === CHANNELS[colorMode]) return image
  const bytes = { ...image, data: image.data instanceof Uint8Array ? image.data : clipToBytes(image.data) }
  return colorMode === 'grayscale' ? toGrayscale(bytes) : withChannels(bytes, CHANNELS[colorMode])
}

/** Pillow's `convert` of wider numbers to 8 bits: not scaled but clipped, and fractions dropped. */
export function clipToBytes(values: Uint16Array | Int32Array | Float32Array): Uint8Array {
  return Uint8Array.from(values, (value) => Math.trunc(Math.min(255, Math.max(0, value))))
}

/** Pillow's `convert('L')`: ITU-R 601-2 luma in 16-bit fixed point, rounded. Alpha is left out. */
function toGrayscale({ data, height, width, channels }: DecodedImage): DecodedImage {
  const luma = new Uint8Array(height * width)
  for (let pixel = 0, from = 0; pixel < luma.length; pixel++, from += channels) {
    luma[pixel] = (data[from]! * 19595 + data[from + 1]! * 38470 + data[from + 2]! * 7471 + 0x8000) >> 16
  }
  return { data: luma, height, width, channels: 1 }
}

/** Repeats gray three times, drops alpha, adds an opaque one. */
function withChannels(image: DecodedImage, channels: 3 | 4): DecodedImage {
  const { data, height, width } = image
  const [green, blue] = image.channels === 1 ? [0, 0] : [1, 2]
  const converted = new Uint8Array(height * width * channels).fill(255)
  for (let to = 0, from = 0; to < converted.length; to += channels, from += image.channels) {
    converted[to] = data[from]!
    converted[to + 1] = data[from + green]!
    converted[to + 2] = data[from + blue]!
  }
  return { data: converted, height, width, channels }
}
