import type { Image } from '@graft-ml/core'
import { mapInside } from './map-coordinate'
import { rowPlaces, type Sampling } from './sampling'
import type { AffineMatrix } from './transform-matrix'

/** Order 0: the pixel whose centre is nearest, halves rounded up. */
export function sampleNearest(
  image: Image<Float32Array | Uint8Array>,
  matrix: AffineMatrix,
  sampling: Sampling,
  output: Float32Array,
): void {
  const { data, height, width, channels } = image
  const { fillMode, placing } = sampling
  const { scale } = placing
  const cval = Math.fround(sampling.cval) * scale
  const [[rowByRow, rowByColumn, rowOffset], [columnByRow, columnByColumn, columnOffset]] = matrix
  for (let row = 0; row < height; row++) {
    const { first, step } = rowPlaces(row, image, placing)
    let target = first
    for (let column = 0; column < width; column++, target += step) {
      const y = mapInside(rowOffset + row * rowByRow + column * rowByColumn, height, fillMode)
      const x = mapInside(columnOffset + row * columnByRow + column * columnByColumn, width, fillMode)
      if (Number.isNaN(y) || Number.isNaN(x)) {
        for (let channel = 0; channel < channels; channel++) output[target + channel] = cval
        continue
      }
      const source = (Math.floor(y + 0.5) * width + Math.floor(x + 0.5)) * channels
      for (let channel = 0; channel < channels; channel++) {
        output[target + channel] = data[source + channel]! * scale
      }
    }
  }
}
