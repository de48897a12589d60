import type { Image } from '@graft-ml/core'
import { mapInside } from './map-coordinate'
import { rowPlaces, type Sampling } from './sampling'
import type { AffineMatrix } from './transform-matrix'

/**
 * Order 1: the mean of the four pixels around, weighted by nearness.
 *
 * Positions are multiplied out for each pixel, in double precision: adding up steps would drift, and a drift
 * across the edge changes a pixel from picture to fill.
 */
export function sampleLinear(
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
  const lastRow = height - 1
  const lastColumn = width - 1
  const clamps = fillMode === 'nearest'
  const rowLength = width * channels
  for (let row = 0; row < height; row++) {
    const { first, step } = rowPlaces(row, image, placing)
    let target = first
    const yOfRow = rowOffset + row * rowByRow
    const xOfRow = columnOffset + row * columnByRow
    for (let column = 0; column < width; column++, target += step) {
      let y = yOfRow + column * rowByColumn
      let x = xOfRow + column * columnByColumn
      const inside = y >= 0 && y <= lastRow && x >= 0 && x <= lastColumn
      if (!inside && clamps) {
        if (y < 0) y = 0
        else if (y > lastRow) y = lastRow
        if (x < 0) x = 0
        else if (x > lastColumn) x = lastColumn
      } else if (!inside) {
        y = mapInside(y, height, fillMode)
        x = mapInside(x, width, fillMode)
        if (Number.isNaN(y) || Number.isNaN(x)) {
          for (let channel = 0; channel < channels; channel++) output[target + channel] = cval
          continue
        }
      }
      const upper = Math.trunc(y)
      const left = Math.trunc(x)
      const bottomShare = y - upper
      const rightShare = x - left
      const upperLeft = upper * rowLength + left * channels
      // On the last row and column the neighbour's weight is 0: any pixel will do.
      const upperRight = left < lastColumn ? upperLeft + channels : upperLeft
      const down = upper < lastRow ? rowLength : 0
      const lowerLeft = upperLeft + down
      const lowerRight = upperRight + down
      const upperLeftWeight = (1 - bottomShare) * (1 - rightShare)
      const upperRightWeight = (1 - bottomShare) * rightShare
      const lowerLeftWeight = bottomShare * (1 - rightShare)
      const lowerRightWeight = bottomShare * rightShare
      if (channels === 3) {
        // Written out for RGB: the loop below takes twice as long.
        output[target] =
          Math.fround(
            data[upperLeft]! * upperLeftWeight +
              data[upperRight]! * upperRightWeight +
              data[lowerLeft]! * lowerLeftWeight +
              data[lowerRight]! * lowerRightWeight,
          ) * scale
        output[target + 1] =
          Math.fround(
            data[upperLeft + 1]! * upperLeftWeight +
              data[upperRight + 1]! * upperRightWeight +
              data[lowerLeft + 1]! * lowerLeftWeight +
              data[lowerRight + 1]! * lowerRightWeight,
          ) * scale
        output[target + 2] =
          Math.fround(
            data[upperLeft + 2]! * upperLeftWeight +
              data[upperRight + 2]! * upperRightWeight +
              data[lowerLeft + 2]! * lowerLeftWeight +
              data[lowerRight + 2]! * lowerRightWeight,
          ) * scale
        continue
      }
      for (let channel = 0; channel < channels; channel++) {
        output[target + channel] =
          Math.fround(
            data[upperLeft + channel]! * upperLeftWeight +
              data[upperRight + channel]! * upperRightWeight +
              data[lowerLeft + channel]! * lowerLeftWeight +
              data[lowerRight + channel]! * lowerRightWeight,
          ) * scale
      }
    }
  }
}
