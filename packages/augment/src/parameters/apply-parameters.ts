import type { Image } from '@graft-ml/core'
import { adjustBrightness } from '../color/adjust-brightness'
import { shiftChannels } from '../color/shift-channels'
import {
  type AffineTransformOptions,
  affineTransform,
  affineTransformInto,
} from '../geometry/affine-transform'
import { flipHorizontal, flipVertical } from '../geometry/flip'
import { type AffineMatrix, type Axes, movesPixels, transformMatrix } from '../geometry/transform-matrix'
import { rescale } from '../standardize/rescale'
import { type AugmentParameters, unchanged } from './augment-parameters'

/** How `applyParameters` reads and places pixels. */
export interface ApplyOptions extends Omit<AffineTransformOptions, 'order'> {
  /** Order of the spline that reads between pixels, 0..5. Default 1. */
  interpolationOrder?: number
  /** Where the centre of rotation, shear and zoom lies; see `Axes`. Default 'keras'. */
  axes?: Axes
}

/**
 * Changes a picture as the parameters say: moves it, shifts its channels, flips it, adjusts its brightness.
 *
 * May reuse the memory of `image`. Parameters that are left out change nothing.
 */
export function applyParameters(
  image: Image,
  parameters: Partial<AugmentParameters>,
  { fillMode, cval, interpolationOrder: order, axes }: ApplyOptions = {},
): Image {
  const change = { ...unchanged, ...parameters }
  const moved = movesPixels(change)
    ? affineTransform(image, transformMatrix(change, image, axes), { fillMode, cval, order })
    : image
  return changeInPlace(moved, change)
}

/**
 * The same for a picture that stays as it is, bytes or floats, times `scale`: the result is written into `output`.
 *
 * @param scale In single precision.
 * @param output As many numbers as `image` has, in other memory.
 */
export function applyParametersInto(
  image: Image<Float32Array | Uint8Array>,
  parameters: Partial<AugmentParameters>,
  { fillMode, cval, interpolationOrder: order, axes }: ApplyOptions,
  scale: number,
  output: Float32Array,
): void {
  const change = { ...unchanged, ...parameters }
  // Flips exchange whole pixels: before or after colours change is the same. Rescaling is not.
  const changesColors = change.channelShiftIntensity !== null || change.brightness !== null
  const placing = {
    mirrored: change.flipHorizontal,
    upsideDown: change.flipVertical,
    scale: changesColors ? 1 : scale,
  }
  const matrix = movesPixels(change) ? transformMatrix(change, image, axes) : identity
  affineTransformInto(
    image,
    matrix,
    { fillMode, cval, order: movesPixels(change) ? order : 0 },
    placing,
    output,
  )
  if (!changesColors) return
  changeInPlace({ ...image, data: output }, { ...change, flipHorizontal: false, flipVertical: false })
  rescale(output, scale)
}

/** All but the move, in the memory of `image`. */
function changeInPlace(image: Image, change: AugmentParameters): Image {
  if (change.channelShiftIntensity !== null) shiftChannels(image, change.channelShiftIntensity)
  if (change.flipHorizontal) flipHorizontal(image)
  if (change.flipVertical) flipVertical(image)
  if (change.brightness !== null) adjustBrightness(image, change.brightness)
  return image
}

/** Read with order 0, it copies a picture. */
const identity: AffineMatrix = [
  [1, 0, 0],
  [0, 1, 0],
]
