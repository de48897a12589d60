import type { WantedPixels } from '../../src/decode/jpeg/decode-jpeg'

/** All columns and rows of a picture. */
export function everyPixel({ height, width }: { height: number; width: number }): WantedPixels {
  return { columns: upTo(width), rows: upTo(height) }
}

function upTo(end: number): Int32Array {
  return Int32Array.from({ length: end }, (_, at) => at)
}
