import type { ImageShape } from '@graft-ml/core'
import { type DecodedImage, type PixelData, zerosLike } from '../decode/decoded-image'
import type { CropBox } from './crop-box'

/** Picks, for each output pixel, the input pixel under its centre. */
export function resizeNearest(
  image: DecodedImage<PixelData>,
  box: CropBox,
  [height, width]: readonly [number, number],
): DecodedImage<PixelData> {
  const { channels } = image
  const { columns, rows } = nearestPixels(image, box, [height, width])
  const data = zerosLike(image.data, height * width * channels)
  let to = 0
  for (const row of rows) {
    for (const column of columns) {
      const from = (row * image.width + column) * channels
      for (let channel = 0; channel < channels; channel++) data[to++] = image.data[from + channel]!
    }
  }
  return { data, height, width, channels }
}

/** The columns and rows of a picture that are left of its box when it is resized, in rising order. */
export function nearestPixels(
  shape: Pick<ImageShape, 'height' | 'width'>,
  box: CropBox,
  [height, width]: readonly [number, number],
): { columns: Int32Array; rows: Int32Array } {
  return {
    columns: sourcePixels(box.left, box.right, width, shape.width),
    rows: sourcePixels(box.top, box.bottom, height, shape.height),
  }
}

/** The scale is added up step by step, as Pillow does: a product would pick another pixel now and then. */
function sourcePixels(from: number, to: number, outputLength: number, length: number): Int32Array {
  const scale = (to - from) / outputLength
  const pixels = new Int32Array(outputLength)
  let position = from + scale * 0.5
  for (let output = 0; output < outputLength; output++) {
    pixels[output] = Math.min(Math.trunc(position), length - 1)
    position += scale
  }
  return pixels
}
