import { type Image, InvalidArgumentError } from '@graft-ml/core'
import type { ZcaComponents } from './statistics'
import { symmetricEigen } from './symmetric-eigen'

/**
 * The principal components of pictures given as centred rows of one length.
 *
 * They come from the smaller of the two products of the rows with themselves: [N, N] or [D, D] doubles for N
 * pictures of D values. Time grows with the cube of the smaller number.
 *
 * @param epsilon Added to the singular values before dividing by them.
 */
export function fitZca(rows: readonly Float32Array[], epsilon: number): ZcaComponents {
  const byPicture = rows.length < rows[0]!.length
  const lines = byPicture ? rows : transpose(rows)
  const { values, vectors } = symmetricEigen(products(lines), lines.length)
  const singularValues = values.map((value) => Math.sqrt(Math.max(value, 0)))
  const components = byPicture ? combine(rows, vectors, singularValues) : Float32Array.from(vectors)
  return {
    components,
    scale: Float32Array.from(singularValues, (value) => Math.sqrt(rows.length) / (value + epsilon)),
  }
}

/** A whitened picture. */
export function whiten(image: Image, { components, scale }: ZcaComponents): Image {
  const { data } = image
  if (components.length !== data.length * scale.length) {
    throw new InvalidArgumentError({
      argument: 'image',
      expected: `a picture of ${components.length / scale.length} values, as the fitted ones`,
      received: `${image.height}x${image.width}x${image.channels} (${data.length} values)`,
    })
  }
  const white = new Float64Array(data.length)
  for (let k = 0; k < scale.length; k++) {
    const component = components.subarray(k * data.length, (k + 1) * data.length)
    addScaled(white, component, scale[k]! * dot(data, component))
  }
  return { ...image, data: Float32Array.from(white) }
}

/** Singular values below this share of the largest are rounding: pictures that repeat, or fewer than they seem. */
const negligible = 1e-7

/**
 * Each component as the sum of the pictures, weighted by its vector: as long as its singular value, then of length 1.
 * A component of rounding has no direction and is left at zero.
 */
function combine(
  rows: readonly Float32Array[],
  vectors: Float64Array,
  singularValues: Float64Array,
): Float32Array {
  const width = rows[0]!.length
  const components = new Float32Array(rows.length * width)
  const least = negligible * Math.max(...singularValues)
  for (const [k, length] of singularValues.entries()) {
    if (length <= least) continue
    const component = new Float64Array(width)
    for (const [i, row] of rows.entries()) addScaled(component, row, vectors[k * rows.length + i]! / length)
    components.set(component, k * width)
  }
  return components
}

/** The scalar product of each line with each other, [n, n]. */
function products(lines: readonly Float32Array[]): Float64Array {
  const size = lines.length
  const matrix = new Float64Array(size * size)
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      const product = dot(lines[i]!, lines[j]!)
      matrix[i * size + j] = product
      matrix[j * size + i] = product
    }
  }
  return matrix
}

function transpose(rows: readonly Float32Array[]): Float32Array[] {
  return Array.from(rows[0]!, (_, column) => Float32Array.from(rows, (row) => row[column]!))
}

function addScaled(sum: Float64Array, values: Float32Array, factor: number): void {
  for (let i = 0; i < sum.length; i++) sum[i]! += values[i]! * factor
}

function dot(first: Float32Array, second: Float32Array): number {
  let sum = 0
  for (let i = 0; i < first.length; i++) sum += first[i]! * second[i]!
  return sum
}
