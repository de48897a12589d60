import { type Image, InvalidArgumentError } from '@graft-ml/core'
import { valueRange } from './value-range'

const { fround } = Math

/**
 * Multiplies the brightness by `factor` in 8 bits, in place: values are truncated to whole levels before and after.
 *
 * A picture that leaves 0..255 is stretched over 0..255 first and back afterwards. The fourth of four channels
 * is opacity and keeps its brightness. Every step is rounded to single precision, as Keras and Pillow do.
 */
export function adjustBrightness(image: Image, factor: number): Image {
  const { data, channels } = image
  if (channels !== 1 && channels !== 3 && channels !== 4) {
    throw new InvalidArgumentError({
      argument: 'image.channels',
      expected: '1, 3 or 4 where the brightness changes',
      received: channels,
    })
  }
  const { least, most } = valueRange(data)
  const stretched = least < 0 || most > 255
  const range = fround(most - least)
  const single = fround(factor)
  for (let i = 0; i < data.length; i++) {
    const level = Math.trunc(stretched ? stretch(data[i]!, least, range) : data[i]!)
    const isOpacity = channels === 4 && i % 4 === 3
    const brighter = isOpacity ? level : Math.min(Math.max(Math.trunc(fround(single * level)), 0), 255)
    data[i] = stretched ? fround(fround(brighter / 255) * range) + least : brighter
  }
  return image
}

/** A value of `least`..`least + range` as 0..255. */
function stretch(value: number, least: number, range: number): number {
  const fromZero = fround(value - least)
  return fround((range === 0 ? fromZero : fround(fromZero / range)) * 255)
}
