import { type ImageShape, InvalidArgumentError, oneOf } from '@graft-ml/core'
import type { DecodedImage, PixelData } from '../decode/decoded-image'
import { rejectUnknownOptions } from '../options/reject-unknown-options'
import { type CropBox, centerCrop, wholeImage } from './crop-box'
import { FILTERS, INTERPOLATIONS, type Interpolation } from './filters'
import { resizeNearest } from './nearest'
import { resample } from './resample'

/** What size a picture gets, and how. */
export interface ResizeOptions {
  /** Height and width of the result, in pixels. */
  targetSize: readonly [height: number, width: number]
  /** 'nearest', 'bilinear', 'bicubic', 'hamming', 'box' or 'lanczos', with Pillow's meaning. Default 'nearest'. */
  interpolation?: Interpolation
  /** Cut the middle out in the target's proportions first, rather than distort. Default false. */
  keepAspectRatio?: boolean
}

/**
 * Resizes a picture to exactly what Pillow's `Image.resize` gives, byte for byte.
 *
 * @param image [height, width, channels]; four channels of bytes are taken as RGBA.
 * @returns a picture of the same kind of values; the same picture (not a copy) when it has the target's size already, as Keras does.
 */
export function resizeImage<Data extends PixelData>(
  image: DecodedImage<Data>,
  options: ResizeOptions,
): DecodedImage<Data>
export function resizeImage(image: DecodedImage<PixelData>, options: ResizeOptions): DecodedImage<PixelData> {
  rejectUnknownOptions('resizeImage', options, ['targetSize', 'interpolation', 'keepAspectRatio'])
  const targetSize = validTargetSize(options.targetSize)
  const interpolation = oneOf('interpolation', options.interpolation ?? 'nearest', INTERPOLATIONS)
  if (image.height === targetSize[0] && image.width === targetSize[1]) return image
  const box = resizedBox(image, targetSize, options.keepAspectRatio)
  if (interpolation === 'nearest') return resizeNearest(image, box, targetSize)
  return resample(image, box, targetSize, FILTERS[interpolation])
}

/** The part of a picture that a resize takes; an error where nothing is left of it. */
export function resizedBox(
  shape: Pick<ImageShape, 'height' | 'width'>,
  targetSize: readonly [number, number],
  keepAspectRatio = false,
): CropBox {
  const box = keepAspectRatio ? centerCrop(shape, targetSize) : wholeImage(shape)
  if (box.right !== box.left && box.bottom !== box.top) return box
  throw new InvalidArgumentError({
    argument: 'keepAspectRatio',
    expected: `false for a picture of ${shape.height} x ${shape.width} that becomes ${targetSize.join(' x ')}`,
    received: true,
    hint: 'Nothing is left of the picture when it is cut to these proportions.',
  })
}

/** Two whole numbers of at least 1. */
export function validTargetSize(received: unknown): readonly [height: number, width: number] {
  const valid =
    Array.isArray(received) && received.length === 2 && received.every((n) => Number.isInteger(n) && n > 0)
  if (valid) return received as unknown as readonly [number, number]
  throw new InvalidArgumentError({
    argument: 'targetSize',
    expected: '[height, width] in whole pixels, each at least 1',
    received,
  })
}
