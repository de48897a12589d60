import { type Image, InvalidArgumentError } from '@graft-ml/core'

/** Numbers from 0 to 1 over a picture, row-major. */
export interface HeatMap {
  readonly height: number
  readonly width: number
  readonly data: ArrayLike<number>
}

/** How much of the colour shows where the heat is 1. */
const STRENGTH = 0.7

/**
 * A picture with heat over it: nothing at 0, from red to yellow towards 1. The map is enlarged smoothly.
 *
 * @param image values 0..255, of 1 or 3 channels
 * @returns [height, width, 3] of bytes
 * @throws InvalidArgumentError
 */
export function heatOverlay(image: Image<Float32Array | Uint8Array>, heat: HeatMap): Image<Uint8Array> {
  const { height, width, channels, data } = image
  if (channels !== 1 && channels !== 3) {
    throw new InvalidArgumentError({ argument: 'image', expected: 'of 1 or 3 channels', received: channels })
  }
  const result = new Uint8Array(height * width * 3)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const value = sample(heat, (row + 0.5) / height, (column + 0.5) / width)
      const at = row * width + column
      const color = [255, 220 * value, 30 * value]
      for (let channel = 0; channel < 3; channel++) {
        const level = data[channels === 3 ? at * 3 + channel : at]!
        result[at * 3 + channel] = Math.round(
          Math.max(0, Math.min(255, level + (color[channel]! - level) * value * STRENGTH)),
        )
      }
    }
  }
  return { height, width, channels: 3, data: result }
}

/** Linear between the middles of the four nearest fields. @param y, x from 0 to 1 */
function sample({ height, width, data }: HeatMap, y: number, x: number): number {
  const [row, top] = split(y * height - 0.5, height)
  const [column, left] = split(x * width - 0.5, width)
  const [below, right] = [Math.min(row + 1, height - 1), Math.min(column + 1, width - 1)]
  const upper = mix(data[row * width + column]!, data[row * width + right]!, left)
  const lower = mix(data[below * width + column]!, data[below * width + right]!, left)
  return mix(upper, lower, top)
}

/** A place as a field and how far it is from there to the next. */
function split(place: number, size: number): [field: number, rest: number] {
  const inside = Math.max(0, Math.min(size - 1, place))
  const field = Math.floor(inside)
  return [field, inside - field]
}

function mix(first: number, second: number, share: number): number {
  return first + (second - first) * share
}
