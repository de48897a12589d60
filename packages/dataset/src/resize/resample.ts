import type { Image } from '@graft-ml/core'
import { coefficients } from './coefficients'
import type { CropBox } from './crop-box'
import type { Filter } from './filters'
import { premultiply, unpremultiply } from './premultiply'
import { resampleAxis } from './resample-axis'

/** Resizes the box of a picture with a kernel: rows first, then columns, each rounded to 8 bits, as Pillow. */
export function resample(
  image: Image<Uint8Array>,
  box: CropBox,
  [height, width]: readonly [number, number],
  filter: Filter,
): Image<Uint8Array> {
  const { channels } = image
  // A transparent pixel's color must not bleed into its neighbours.
  let data = channels === 4 ? premultiply(image.data) : image.data
  if (width !== image.width || box.left !== 0 || box.right !== width) {
    const axis = { length: image.width, from: box.left, to: box.right, outputLength: width }
    const rows = { outer: image.height, length: image.width, inner: channels }
    data = resampleAxis(data, rows, coefficients(axis, filter))
  }
  if (height !== image.height || box.top !== 0 || box.bottom !== height) {
    const axis = { length: image.height, from: box.top, to: box.bottom, outputLength: height }
    const columns = { outer: 1, length: image.height, inner: width * channels }
    data = resampleAxis(data, columns, coefficients(axis, filter))
  }
  return { data: channels === 4 ? unpremultiply(data) : data, height, width, channels }
}
