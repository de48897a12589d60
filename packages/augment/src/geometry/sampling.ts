import type { ImageShape } from '@graft-ml/core'
import type { FillMode } from './map-coordinate'

/** How pixels are read, and how they are written. */
export interface Sampling {
  readonly fillMode: FillMode
  readonly cval: number
  readonly order: number
  readonly placing: Placing
}

/** What can be done with values on their way to their places, rather than in a further pass over the picture. */
export interface Placing {
  /** Left and right exchanged. */
  readonly mirrored: boolean
  /** Top and bottom exchanged. */
  readonly upsideDown: boolean
  /** Multiplies each value once it is rounded to single precision; itself in single precision. */
  readonly scale: number
}

export const asRead: Placing = { mirrored: false, upsideDown: false, scale: 1 }

/** Where the pixels of a row are written: the first one, and from each to the next. */
export function rowPlaces(
  row: number,
  { height, width, channels }: ImageShape,
  { mirrored, upsideDown }: Placing,
): { first: number; step: number } {
  const start = (upsideDown ? height - 1 - row : row) * width * channels
  return mirrored
    ? { first: start + (width - 1) * channels, step: -channels }
    : { first: start, step: channels }
}
