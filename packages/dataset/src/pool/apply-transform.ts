import type { Image, ImageTransform } from '@graft-ml/core'

/** Applies a transform, which may change values but not the shape: every picture of a batch has the same. */
export function applyTransform(transform: ImageTransform, image: Image, parameters: unknown): Image {
  const { height, width, channels } = image
  const result = transform.apply(image, parameters)
  if (result.height !== height || result.width !== width || result.channels !== channels) {
    const was = [height, width, channels].join(' x ')
    const is = [result.height, result.width, result.channels].join(' x ')
    throw new Error(`the transform changed its shape from ${was} to ${is}`)
  }
  return result
}
