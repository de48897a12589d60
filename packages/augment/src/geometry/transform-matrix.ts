import { type ImageShape, oneOf } from '@graft-ml/core'
import { type AugmentParameters, unchanged } from '../parameters/augment-parameters'

/** Rows that give the input row and the input column of an output pixel: [per row, per column, offset]. */
export type AffineMatrix = readonly [readonly [number, number, number], readonly [number, number, number]]

export const axesChoices = ['keras', 'documented'] as const

/**
 * - `keras`: what Keras 3 computes. The centre of rotation, shear and zoom has height and width exchanged, so
 *   it lies off the middle of a picture that is not square; `heightShiftRange` moves pictures sideways and
 *   `widthShiftRange` up and down.
 * - `documented`: what Keras's documentation says: the middle is the centre, and each range moves along its own axis.
 */
export type Axes = (typeof axesChoices)[number]

/** A linear map of (x, y) with an offset: x' = a x + b y + c, y' = d x + e y + f. */
interface Affine {
  readonly a: number
  readonly b: number
  readonly c: number
  readonly d: number
  readonly e: number
  readonly f: number
}

/**
 * The affine map of `parameters`, from output pixels to input pixels.
 *
 * Rotation, shift, shear and zoom are applied in that order, about a centre, with x to the right and y down.
 *
 * @param axes Which centre; see `Axes`. Default 'keras'.
 */
export function transformMatrix(
  parameters: Partial<AugmentParameters>,
  shape: Pick<ImageShape, 'height' | 'width'>,
  axes: Axes = 'keras',
): AffineMatrix {
  const { theta, tx, ty, shear, zx, zy } = { ...unchanged, ...parameters }
  const angle = radians(theta)
  const rotation = {
    a: Math.cos(angle),
    b: -Math.sin(angle),
    c: 0,
    d: Math.sin(angle),
    e: Math.cos(angle),
    f: 0,
  }
  const shift = { a: 1, b: 0, c: tx, d: 0, e: 1, f: ty }
  const shearing = { a: 1, b: -Math.sin(radians(shear)), c: 0, d: 0, e: Math.cos(radians(shear)), f: 0 }
  const zoom = { a: zx, b: 0, c: 0, d: 0, e: zy, f: 0 }
  const map = [shift, shearing, zoom].reduce(multiply, rotation)

  const { x, y } = centre(shape, axes)
  const { a, b, d, e } = map
  const c = a * -x + b * -y + (map.c + x)
  const f = d * -x + e * -y + (map.f + y)
  return [
    [e, d, f],
    [b, a, c],
  ]
}

/** Whether the parameters move any pixel apart from flips. */
export function movesPixels({ theta, tx, ty, shear, zx, zy }: AugmentParameters): boolean {
  return theta !== 0 || tx !== 0 || ty !== 0 || shear !== 0 || zx !== 1 || zy !== 1
}

function multiply(first: Affine, second: Affine): Affine {
  const { a, b, c, d, e, f } = first
  return {
    a: a * second.a + b * second.d,
    b: a * second.b + b * second.e,
    c: a * second.c + b * second.f + c,
    d: d * second.a + e * second.d,
    e: d * second.b + e * second.e,
    f: d * second.c + e * second.f + f,
  }
}

function centre(
  { height, width }: Pick<ImageShape, 'height' | 'width'>,
  axes: Axes,
): { x: number; y: number } {
  const across = width / 2 - 0.5
  const down = height / 2 - 0.5
  return oneOf('axes', axes, axesChoices) === 'keras' ? { x: down, y: across } : { x: across, y: down }
}

function radians(degrees: number): number {
  return (degrees * Math.PI) / 180
}
