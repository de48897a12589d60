import { type Image, InvalidArgumentError } from '@graft-ml/core'

type AnyImage = Image<Float32Array | Uint8Array>

/** How pictures are laid out. */
export interface ContactSheetOptions {
  /** Pixels between pictures and around them. Default 4. */
  readonly gap?: number
  /** Level of the ground, 0 black to 255 white. Default 255. */
  readonly ground?: number
}

/**
 * Pictures side by side in rows: [height, width, 3] of bytes. Values are 0..255 and rounded; gray ones are shown gray.
 *
 * @param rows pictures of one size, of 1 or 3 channels; rows may have different lengths
 * @throws InvalidArgumentError
 */
export function contactSheet(
  rows: readonly (readonly Image<Float32Array | Uint8Array>[])[],
  { gap = 4, ground = 255 }: ContactSheetOptions = {},
): Image<Uint8Array> {
  const { height, width } = sizeOf(rows.flat())
  const columns = Math.max(...rows.map((row) => row.length))
  const sheet = {
    height: gap + rows.length * (height + gap),
    width: gap + columns * (width + gap),
    channels: 3,
  }
  const data = new Uint8Array(sheet.height * sheet.width * 3).fill(ground)
  for (const [row, pictures] of rows.entries()) {
    for (const [column, picture] of pictures.entries()) {
      const top = gap + row * (height + gap)
      const left = gap + column * (width + gap)
      place(picture, data, (top * sheet.width + left) * 3, sheet.width * 3)
    }
  }
  return { ...sheet, data }
}

function sizeOf(pictures: readonly AnyImage[]): { height: number; width: number } {
  const [first] = pictures
  const alike = ({ height, width, channels }: AnyImage) =>
    height === first?.height && width === first.width && (channels === 1 || channels === 3)
  if (first && pictures.every(alike)) return first
  throw new InvalidArgumentError({
    argument: 'rows',
    expected: 'at least one picture, all of one size and of 1 or 3 channels',
    received: pictures.map(({ height, width, channels }) => `${height}x${width}x${channels}`),
  })
}

/** Copies a picture to where its first pixel belongs in a sheet whose lines are `lineLength` long. */
function place(picture: AnyImage, sheet: Uint8Array, first: number, lineLength: number): void {
  const { data, height, width, channels } = picture
  for (let row = 0; row < height; row++) {
    for (let at = 0; at < width * 3; at++) {
      const source = channels === 3 ? row * width * 3 + at : row * width + Math.floor(at / 3)
      sheet[first + row * lineLength + at] = Math.max(0, Math.min(255, Math.round(data[source]!)))
    }
  }
}
