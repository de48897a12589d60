import type { Image } from '@graft-ml/core'
import { valueRange } from './value-range'

/**
 * Adds `intensity` (in levels) to every value and clips to the range that the whole picture had, in place.
 *
 * As in Keras, all channels move together.
 */
export function shiftChannels(image: Image, intensity: number): Image {
  const { data } = image
  const { least, most } = valueRange(data)
  const shift = Math.fround(intensity)
  for (let i = 0; i < data.length; i++) data[i] = Math.min(Math.max(data[i]! + shift, least), most)
  return image
}
