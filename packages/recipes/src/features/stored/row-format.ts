import type { NdArray } from '@graft-ml/core'
import { RecipeError } from '../../errors/recipe-error'
import { fromHalf, toHalf } from '../../numbers/half-precision'

export type Precision = 'float32' | 'float16'

/** How the features of one picture lie in a row of bytes: array after array. */
export interface RowFormat {
  /** Of each array, without the batch. */
  readonly shapes: readonly (readonly number[])[]
  readonly precision: Precision
}

export function formatOf(features: readonly NdArray[], precision: Precision): RowFormat {
  return { shapes: features.map(({ shape }) => shape.slice(1)), precision }
}

export function bytesPerRow({ shapes, precision }: RowFormat): number {
  const values = shapes.reduce((sum, shape) => sum + sizeOf(shape), 0)
  return values * (precision === 'float32' ? 4 : 2)
}

/**
 * The features of the picture at `index` of a batch, as bytes of their own.
 *
 * @throws RecipeError `FEATURES_TOO_LARGE` where 16 bits do not hold a number
 */
export function encodeRow(features: readonly NdArray[], index: number, format: RowFormat): Uint8Array {
  const bytes = new Uint8Array(bytesPerRow(format))
  let at = 0
  for (const values of picture(features, index, format)) {
    const size = values.length
    if (format.precision === 'float32') {
      new Float32Array(bytes.buffer, at, size).set(values)
      at += size * 4
    } else {
      if (!toHalf(values, new Uint16Array(bytes.buffer, at, size))) throw tooLarge()
      at += size * 2
    }
  }
  return bytes
}

/** A batch of `count` pictures whose features are to be filled in. */
export function emptyBatch(count: number, { shapes }: RowFormat): NdArray[] {
  return shapes.map((shape) => ({ data: new Float32Array(count * sizeOf(shape)), shape: [count, ...shape] }))
}

/** Puts a row in the place at `index` of a batch. */
export function decodeRow(
  { buffer, byteOffset }: Uint8Array,
  batch: readonly NdArray[],
  index: number,
  format: RowFormat,
): void {
  let at = byteOffset
  for (const target of picture(batch, index, format)) {
    if (format.precision === 'float32') {
      target.set(new Float32Array(buffer, at, target.length))
      at += target.length * 4
    } else {
      fromHalf(new Uint16Array(buffer, at, target.length), target)
      at += target.length * 2
    }
  }
}

/** Where the bytes of a row belong in a batch; undefined where they are not the numbers themselves. */
export function placeOf(
  batch: readonly NdArray[],
  index: number,
  format: RowFormat,
): Uint8Array[] | undefined {
  if (format.precision !== 'float32') return undefined
  return picture(batch, index, format).map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  )
}

/** The features of the picture at `index`, in the batch's memory. */
function picture(batch: readonly NdArray[], index: number, { shapes }: RowFormat): Float32Array[] {
  return shapes.map((shape, place) => {
    const size = sizeOf(shape)
    return batch[place].data.subarray(index * size, (index + 1) * size)
  })
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, length) => product * length, 1)
}

function tooLarge(): RecipeError {
  return new RecipeError({
    code: 'FEATURES_TOO_LARGE',
    message: 'The trunk gave a number above 65,504, which 16 bits do not hold.',
    hint: 'Train without `pooled`, or cut the trunk after a layer that normalizes.',
  })
}
