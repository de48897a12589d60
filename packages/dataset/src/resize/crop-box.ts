import type { ImageShape } from '@graft-ml/core'

/** The part of a picture that is resized, in pixels; right and bottom are not part of it. */
export interface CropBox {
  readonly left: number
  readonly top: number
  readonly right: number
  readonly bottom: number
}

export function wholeImage({ height, width }: Pick<ImageShape, 'height' | 'width'>): CropBox {
  return { left: 0, top: 0, right: width, bottom: height }
}

/** The largest centred box of the target's proportions, rounded down as Keras's `keep_aspect_ratio` does. */
export function centerCrop(
  { height, width }: Pick<ImageShape, 'height' | 'width'>,
  [targetHeight, targetWidth]: readonly [number, number],
): CropBox {
  const cropHeight = Math.min(height, Math.floor((width * targetHeight) / targetWidth))
  const cropWidth = Math.min(width, Math.floor((height * targetWidth) / targetHeight))
  const top = Math.floor((height - cropHeight) / 2)
  const left = Math.floor((width - cropWidth) / 2)
  return { left, top, right: left + cropWidth, bottom: top + cropHeight }
}
