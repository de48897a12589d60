/**
 * Pillow's resizing, for browsers too.
 *
 * @module @graft-ml/dataset/resize
 */

export type { DecodedImage, PixelData } from '../decode/decoded-image'
export type { Interpolation } from './filters'
export { type ResizeOptions, resizeImage } from './resize-image'
