import type { Image } from '@graft-ml/core'

/** What the channels of a decoded picture may be: 3, 4 or 1 of them. */
export const COLOR_MODES = ['rgb', 'rgba', 'grayscale'] as const
export type ColorMode = (typeof COLOR_MODES)[number]

const CHANNELS = { rgb: 3, rgba: 4, grayscale: 1 } as const satisfies Record<ColorMode, number>

/** How many channels a picture of a color mode has. */
export function channelsOf(colorMode: ColorMode): number {
  return CHANNELS[colorMode]
}

/** Turns a picture of 3 (RGB) or 4 (RGBA) channels into the color mode asked for, as Pillow's `convert` does. */
export function toColorMode(image: Image<Uint8Array>, colorMode: ColorMode): Image<Uint8Array> {
  if (image.channels === CHANNELS[colorMode]) return image
  return colorMode === 'grayscale' ? toGrayscale(image) : withChannels(image, CHANNELS[colorMode])
}

/** Pillow's `convert('L')`: ITU-R 601-2 luma in 16-bit fixed point, rounded. Alpha is left out. */
function toGrayscale({ data, height, width, channels }: Image<Uint8Array>): Image<Uint8Array> {
  const luma = new Uint8Array(height * width)
  for (let pixel = 0, from = 0; pixel < luma.length; pixel++, from += channels) {
    luma[pixel] = (data[from]! * 19595 + data[from + 1]! * 38470 + data[from + 2]! * 7471 + 0x8000) >> 16
  }
  return { data: luma, height, width, channels: 1 }
}

/** Drops alpha, or adds an opaque one. */
function withChannels(image: Image<Uint8Array>, channels: 3 | 4): Image<Uint8Array> {
  const { data, height, width } = image
  const converted = new Uint8Array(height * width * channels).fill(255)
  for (let to = 0, from = 0; to < converted.length; to += channels, from += image.channels) {
    converted[to] = data[from]!
    converted[to + 1] = data[from + 1]!
    converted[to + 2] = data[from + 2]!
  }
  return { data: converted, height, width, channels }
}
