import { InvalidArgumentError } from '@graft-ml/core'

/** Eigenvalues in no order, and their unit eigenvectors as rows, [n, n] row-major. */
export interface SymmetricEigen {
  readonly values: Float64Array
  readonly vectors: Float64Array
}

/** A tridiagonal matrix and the rotation that made it: T = R A R^T, R [n, n] row-major. */
interface Tridiagonal {
  readonly diagonal: Float64Array
  /** Beside the diagonal; the last entry is unused. */
  readonly beside: Float64Array
  readonly rotation: Float64Array
}

/** Shifted steps converge in two or three for each eigenvalue; many more mean values that are not finite. */
const mostSteps = 60

/**
 * Eigenvalues and eigenvectors of a symmetric matrix [n, n], row-major, which is used up.
 *
 * Source: Golub and Van Loan, "Matrix Computations", section 8.3: reduction to tridiagonal form by reflections,
 * then implicit QR steps with Wilkinson's shift. Time grows with n^3.
 */
export function symmetricEigen(matrix: Float64Array, size: number): SymmetricEigen {
  const tridiagonal = tridiagonalize(matrix, size)
  const { diagonal, beside, rotation } = tridiagonal
  let last = size - 1
  for (let steps = 0; last > 0; ) {
    let first = last
    while (first > 0 && !negligible(tridiagonal, first - 1)) first--
    if (first === last) {
      beside[last - 1] = 0
      last--
      steps = 0
      continue
    }
    if (++steps > mostSteps) {
      throw new InvalidArgumentError({ argument: 'images', expected: 'finite numbers', received: 'others' })
    }
    qrStep(tridiagonal, first, last)
  }
  return { values: diagonal, vectors: rotation }
}

function negligible({ diagonal, beside }: Tridiagonal, i: number): boolean {
  const size = Math.abs(diagonal[i]!) + Math.abs(diagonal[i + 1]!)
  return Math.abs(beside[i]!) <= Number.EPSILON * size
}

/** One implicit QR step on the rows `first`..`last`, chasing the bulge down. */
function qrStep({ diagonal, beside, rotation }: Tridiagonal, first: number, last: number): void {
  const size = diagonal.length
  const half = (diagonal[last - 1]! - diagonal[last]!) / 2
  const corner = beside[last - 1]!
  const root = Math.hypot(half, corner)
  const shift = diagonal[last]! - (corner * corner) / (half + (half < 0 ? -root : root))
  let x = diagonal[first]! - shift
  let z = beside[first]!
  for (let k = first; k < last; k++) {
    const length = Math.hypot(x, z)
    const c = length === 0 ? 1 : x / length
    const s = length === 0 ? 0 : -z / length
    if (k > first) beside[k - 1] = length
    const [a, b, off] = [diagonal[k]!, diagonal[k + 1]!, beside[k]!]
    diagonal[k] = c * c * a - 2 * c * s * off + s * s * b
    diagonal[k + 1] = s * s * a + 2 * c * s * off + c * c * b
    beside[k] = c * s * (a - b) + (c * c - s * s) * off
    if (k < last - 1) {
      x = beside[k]!
      z = -s * beside[k + 1]!
      beside[k + 1]! *= c
    }
    rotateRows(rotation, k * size, (k + 1) * size, size, c, s)
  }
}

function rotateRows(
  data: Float64Array,
  first: number,
  second: number,
  length: number,
  c: number,
  s: number,
): void {
  for (let i = 0; i < length; i++) {
    const upper = data[first + i]!
    const lower = data[second + i]!
    data[first + i] = c * upper - s * lower
    data[second + i] = s * upper + c * lower
  }
}

/** Reflections that clear one column after the other below the entry beside the diagonal. */
function tridiagonalize(matrix: Float64Array, size: number): Tridiagonal {
  const diagonal = new Float64Array(size)
  const beside = new Float64Array(size)
  const factors = new Float64Array(size)
  for (let k = 0; k < size; k++) {
    diagonal[k] = matrix[k * size + k]!
    if (k === size - 1) break
    // The row right of the diagonal becomes the vector of the reflection, and stays there for later.
    const vector = matrix.subarray(k * size + k + 1, (k + 1) * size)
    const length = Math.sqrt(dot(vector, vector))
    const target = vector[0]! > 0 ? -length : length
    beside[k] = target
    if (length === 0) continue
    vector[0]! -= target
    factors[k] = 2 / dot(vector, vector)
    reflect(matrix, size, k + 1, vector, factors[k]!)
  }
  return { diagonal, beside, rotation: accumulate(matrix, size, factors) }
}

/** H B H for the block B from row and column `start` on, with H = 1 - factor v v^T. */
function reflect(
  matrix: Float64Array,
  size: number,
  start: number,
  vector: Float64Array,
  factor: number,
): void {
  const product = new Float64Array(size - start)
  for (let i = start; i < size; i++) {
    product[i - start] = factor * dot(matrix.subarray(i * size + start, (i + 1) * size), vector)
  }
  const overlap = (factor / 2) * dot(product, vector)
  for (let i = 0; i < product.length; i++) product[i]! -= overlap * vector[i]!
  for (let i = start; i < size; i++) {
    const row = matrix.subarray(i * size + start, (i + 1) * size)
    const [v, p] = [vector[i - start]!, product[i - start]!]
    for (let j = 0; j < row.length; j++) row[j]! -= v * product[j]! + p * vector[j]!
  }
}

/** The product of the reflections whose vectors lie right of the diagonal of `matrix`, last one first. */
function accumulate(matrix: Float64Array, size: number, factors: Float64Array): Float64Array {
  const rotation = new Float64Array(size * size)
  for (let i = 0; i < size; i++) rotation[i * size + i] = 1
  for (let k = size - 2; k >= 0; k--) {
    const vector = matrix.subarray(k * size + k + 1, (k + 1) * size)
    for (let i = k + 1; i < size; i++) {
      const row = rotation.subarray(i * size + k + 1, (i + 1) * size)
      const share = factors[k]! * dot(row, vector)
      for (let j = 0; j < row.length; j++) row[j]! -= share * vector[j]!
    }
  }
  return rotation
}

/** The scalar product of two vectors of one length. */
function dot(first: Float64Array, second: Float64Array): number {
  let sum = 0
  for (let i = 0; i < first.length; i++) sum += first[i]! * second[i]!
  return sum
}
