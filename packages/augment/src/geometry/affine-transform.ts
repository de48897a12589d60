import { type Image, InvalidArgumentError, oneOf } from '@graft-ml/core'
import { type FillMode, fillModes } from './map-coordinate'
import { sampleLinear } from './sample-linear'
import { sampleNearest } from './sample-nearest'
import { sampleSpline } from './sample-spline'
import { asRead, type Placing } from './sampling'
import type { AffineMatrix } from './transform-matrix'

/** How pixels are read between and outside the pixels of a picture. */
export interface AffineTransformOptions {
  /** What lies outside the picture. Default 'nearest'. */
  fillMode?: FillMode
  /** The value outside for 'constant', in levels. Default 0. */
  cval?: number
  /** Order of the spline, 0..5: 0 takes the nearest pixel, 1 is linear, 3 cubic. Default 1. */
  order?: number
}

/** An interpolation order that is valid, or an error. */
export function validOrder(argument: string, order: number): number {
  if (Number.isInteger(order) && order >= 0 && order <= 5) return order
  throw new InvalidArgumentError({ argument, expected: 'an integer 0..5', received: order })
}

/** Throws unless `output` has the room that a changed `image` takes. */
export function checkOutput(output: Float32Array, { data }: Image<Float32Array | Uint8Array>): void {
  if (output.length === data.length && output.buffer !== data.buffer) return
  throw new InvalidArgumentError({
    argument: 'output',
    expected: `${data.length} numbers, as many as the picture has, in memory of their own`,
    received: output.buffer === data.buffer ? "numbers in the picture's memory" : `${output.length} numbers`,
  })
}

/**
 * A new picture of the same shape whose pixel at (row, column) is read from `image` where `matrix` points,
 * as `scipy.ndimage.affine_transform` does for each channel.
 *
 * Positions are summed in scipy's order, offset first: where one falls on an edge, as in turns by 45, 90 or 180
 * degrees, its last digit decides which pixel is read or whether any is.
 */
export function affineTransform(
  image: Image<Float32Array | Uint8Array>,
  matrix: AffineMatrix,
  options: AffineTransformOptions = {},
): Image {
  return affineTransformInto(image, matrix, options, asRead, new Float32Array(image.data.length))
}

/**
 * The same into `output`, mirrored and rescaled on the way.
 *
 * @param output As many numbers as `image` has, in other memory.
 */
export function affineTransformInto(
  image: Image<Float32Array | Uint8Array>,
  matrix: AffineMatrix,
  options: AffineTransformOptions,
  placing: Placing,
  output: Float32Array,
): Image {
  const sampling = {
    fillMode: oneOf('fillMode', options.fillMode ?? 'nearest', fillModes),
    cval: options.cval ?? 0,
    order: validOrder('order', options.order ?? 1),
    placing,
  }
  checkOutput(output, image)
  const sample = sampling.order === 0 ? sampleNearest : sampling.order === 1 ? sampleLinear : sampleSpline
  sample(image, matrix, sampling, output)
  return { ...image, data: output }
}
