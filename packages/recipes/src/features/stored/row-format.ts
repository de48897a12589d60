import type { NdArray } from '@graft-ml/core'
import { RecipeError } from '../../errors/recipe-error'
import { fromHalf, toHalf } from './half-precision'

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
  for (const [place, shape] of format.shapes.entries()) {
    const size = sizeOf(shape)
    const values = features[place].data.subarray(index * size, (index + 1) * size)
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

/** Rows as the batch that they make. */
export function decodeRows(rows: readonly Uint8Array[], { shapes, precision }: RowFormat): NdArray[] {
  let at = 0
  return shapes.map((shape) => {
    const size = sizeOf(shape)
    const data = new Float32Array(rows.length * size)
    for (const [index, { buffer, byteOffset }] of rows.entries()) {
      const target = data.subarray(index * size, (index + 1) * size)
      if (precision === 'float32') target.set(new Float32Array(buffer, byteOffset + at, size))
      else fromHalf(new Uint16Array(buffer, byteOffset + at, size), target)
    }
    at += size * (precision === 'float32' ? 4 : 2)
    return { data, shape: [rows.length, ...shape] }
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
