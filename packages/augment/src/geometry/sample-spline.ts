import type { Image } from '@graft-ml/core'
import { type FillMode, mapCoordinate } from './map-coordinate'
import { rowPlaces, type Sampling } from './sampling'
import { splineWeights } from './spline-basis'
import { splineFilter } from './spline-filter'
import type { AffineMatrix } from './transform-matrix'

/** Coefficients of the spline through a picture: one double a value, [height, width, channels]. */
interface Coefficients {
  readonly data: Float64Array
  readonly height: number
  readonly width: number
  readonly channels: number
}

/** scipy repeats the edge this often before it fits a spline that goes on as `nearest`. */
const nearestPadding = 12

/** Orders 2 to 5: a spline through the pixels. */
export function sampleSpline(
  image: Image<Float32Array | Uint8Array>,
  matrix: AffineMatrix,
  sampling: Sampling,
  output: Float32Array,
): void {
  const { fillMode, cval, order, placing } = sampling
  const padding = fillMode === 'nearest' ? nearestPadding : 0
  const coefficients = fitSpline(image, padding, order, fillMode)
  const [[rowByRow, rowByColumn, rowOffset], [columnByRow, columnByColumn, columnOffset]] = matrix
  const rows = new Tap(order, coefficients.height, fillMode)
  const columns = new Tap(order, coefficients.width, fillMode)
  for (let row = 0; row < image.height; row++) {
    const { first, step } = rowPlaces(row, image, placing)
    for (let column = 0, target = first; column < image.width; column++, target += step) {
      const inside =
        rows.move(rowOffset + row * rowByRow + column * rowByColumn + padding) &&
        columns.move(columnOffset + row * columnByRow + column * columnByColumn + padding)
      for (let channel = 0; channel < image.channels; channel++) {
        const value = inside ? weightedSum(coefficients, rows, columns, channel) : cval
        output[target + channel] = Math.fround(value) * placing.scale
      }
    }
  }
}

/** The pixels along one axis that a position is read from, with their weights. */
class Tap {
  readonly indices: Int32Array
  readonly weights: Float64Array

  constructor(
    private readonly order: number,
    private readonly length: number,
    private readonly mode: FillMode,
  ) {
    this.indices = new Int32Array(order + 1)
    this.weights = new Float64Array(order + 1)
  }

  /** Moves to `position`; false when that is outside and filled with a constant. */
  move(position: number): boolean {
    const { order, length, mode } = this
    const mapped = mapCoordinate(position, length, mode)
    if (Number.isNaN(mapped)) return false
    // Knots of even orders lie between the pixels.
    const shifted = order % 2 === 1 ? mapped : mapped + 0.5
    const middle = Math.floor(shifted)
    const start = middle - Math.floor(order / 2)
    for (let i = 0; i <= order; i++) this.indices[i] = neighbour(start + i, length, mode)
    splineWeights(order, shifted - middle, this.weights)
    return true
  }
}

/** The pixel that stands for one past the edge, in the same extension that the spline was fitted with. */
function neighbour(index: number, length: number, mode: FillMode): number {
  if (mode === 'nearest' || mode === 'reflect') return mapCoordinate(index, length, mode)
  if (length === 1) return 0
  const period = 2 * length - 2
  const within = Math.abs(index) % period
  return within < length ? within : period - within
}

function weightedSum(
  { data, width, channels }: Coefficients,
  rows: Tap,
  columns: Tap,
  channel: number,
): number {
  let sum = 0
  for (let i = 0; i < rows.indices.length; i++) {
    const start = rows.indices[i]! * width
    for (let j = 0; j < columns.indices.length; j++) {
      const value = data[(start + columns.indices[j]!) * channels + channel]!
      sum += value * rows.weights[i]! * columns.weights[j]!
    }
  }
  return sum
}

function fitSpline(
  image: Image<Float32Array | Uint8Array>,
  padding: number,
  order: number,
  fillMode: FillMode,
): Coefficients {
  const { channels } = image
  const height = image.height + 2 * padding
  const width = image.width + 2 * padding
  const data = new Float64Array(height * width * channels)
  for (let row = 0; row < height; row++) {
    const sourceRow = Math.min(Math.max(row - padding, 0), image.height - 1)
    for (let column = 0; column < width; column++) {
      const sourceColumn = Math.min(Math.max(column - padding, 0), image.width - 1)
      const source = (sourceRow * image.width + sourceColumn) * channels
      data.set(image.data.subarray(source, source + channels), (row * width + column) * channels)
    }
  }
  const extension = fillMode === 'nearest' || fillMode === 'reflect' ? 'reflect' : 'mirror'
  const filterLine = (start: number, step: number, length: number): void => {
    const line = Float64Array.from({ length }, (_, i) => data[start + i * step]!)
    splineFilter(line, order, extension)
    for (let i = 0; i < length; i++) data[start + i * step] = line[i]!
  }
  const rowStep = width * channels
  for (let start = 0; start < rowStep; start++) filterLine(start, rowStep, height)
  for (let row = 0; row < height; row++) {
    for (let channel = 0; channel < channels; channel++) filterLine(row * rowStep + channel, channels, width)
  }
  return { data, height, width, channels }
}
