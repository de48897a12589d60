import { type ImageShape, oneOf } from '@graft-ml/core'
import { type AugmentParameters, unchanged } from '../parameters/augment-parameters'
import { fusedMultiplyAdd } from './fused-multiply-add'

/** Rows that give the input row and the input column of an output pixel: [per row, per column, offset]. */
export type AffineMatrix = readonly [readonly [number, number, number], readonly [number, number, number]]

export const axesChoices = ['keras', 'documented'] as const

/**
 * Which axis is meant by "width" and "height", and where the centre of rotation, shear and zoom lies.
 *
 * - `keras`: what Keras 3 computes. It takes rows for x and columns for y up to the last step and exchanges them there,
 *   so that `heightShiftRange` moves pictures sideways (a fraction being one of the height) and `widthShiftRange` up
 *   and down, and the centre lies at column (height - 1) / 2, row (width - 1) / 2: off the middle of any picture
 *   that is not square. Choose it for the pictures that Keras gives.
 * - `documented`: what Keras's documentation says. `widthShiftRange` moves sideways, `heightShiftRange` up and down,
 *   and the centre is the middle: column (width - 1) / 2, row (height - 1) / 2. Choose it for training that need not
 *   repeat a run of Keras, above all on pictures that are not square.
 *
 * Both draw the same random numbers. Given parameters change a square picture to the same picture in both.
 *
 * Source: `apply_affine_transform` and `ImageDataGenerator.get_random_transform` of Keras 3.
 *
 * @useDeclaredType
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
 * The same doubles as Keras's, save where the runtime's sine or cosine differs from NumPy's in the last digit.
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
  const c = sumOfProducts(a, -x, b, -y) + (map.c + x)
  const f = sumOfProducts(d, -x, e, -y) + (map.f + y)
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
    a: sumOfProducts(a, second.a, b, second.d),
    b: sumOfProducts(a, second.b, b, second.e),
    c: sumOfProducts(a, second.c, b, second.f) + c,
    d: sumOfProducts(d, second.a, e, second.d),
    e: sumOfProducts(d, second.b, e, second.e),
    f: sumOfProducts(d, second.c, e, second.f) + f,
  }
}

/** p x q + r x s in the order and with the roundings of NumPy's matrix product. */
function sumOfProducts(p: number, q: number, r: number, s: number): number {
  return fusedMultiplyAdd(r, s, p * q)
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
  // NumPy's order: (degrees * pi) / 180 would differ in the last digit.
  return degrees * (Math.PI / 180)
}
