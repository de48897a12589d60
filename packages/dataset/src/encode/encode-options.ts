import type { Image } from '@graft-ml/core'
import type { DecodedImage, PixelData } from '../decode/decoded-image'

/** The kinds of files that are written. */
export const ENCODED_FORMATS = ['png', 'jpeg', 'tiff', 'webp'] as const
/**
 * A kind of files that is written.
 *
 * @useDeclaredType
 */
export type EncodedFormat = (typeof ENCODED_FORMATS)[number]

/** A picture of 1 (gray), 3 (RGB) or 4 (RGBA) channels, whatever its values are. */
export type AnyImage = Image<Float32Array | Uint8Array> | DecodedImage<PixelData>

/** How a picture becomes the bytes of a file. */
export interface EncodeOptions {
  /** 'png' or 'tiff', which lose nothing, 'jpeg' or 'webp', which do. JPEG leaves alpha out. */
  format: EncodedFormat
  /**
   * Stretch the values so that the least becomes 0 and the greatest 255, as Keras's `save_img` does. With false they are
   * taken for 0..255: clipped to that, where Keras lets them wrap around. Fractions are dropped in both. Default true.
   */
  scale?: boolean
  /** Of JPEG (default 75) and WebP (default 80), 1 to 100; the defaults are Pillow's. */
  quality?: number
}
