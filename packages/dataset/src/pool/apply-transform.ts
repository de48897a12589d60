import type { Image, ImageTransform } from '@graft-ml/core'
import type { DecodedImage, PixelData } from '../decode/decoded-image'

/** Applies a transform to a picture and writes the result into a part of a batch. */
export function applyInto(
  transform: ImageTransform,
  { data, ...shape }: Image<Float32Array | Uint8Array> | DecodedImage<PixelData>,
  parameters: unknown,
  output: Float32Array,
): void {
  if (transform.applyInto && (data instanceof Uint8Array || data instanceof Float32Array)) {
    transform.applyInto({ ...shape, data }, parameters, output)
  } else {
    const image = { ...shape, data: data instanceof Float32Array ? data : new Float32Array(data) }
    output.set(applyTransform(transform, image, parameters).data)
  }
}

/** Applies a transform, which may change values but not the shape: every picture of a batch has the same. */
function applyTransform(transform: ImageTransform, image: Image, parameters: unknown): Image {
  const { height, width, channels } = image
  const result = transform.apply(image, parameters)
  if (result.height !== height || result.width !== width || result.channels !== channels) {
    const was = [height, width, channels].join(' x ')
    const is = [result.height, result.width, result.channels].join(' x ')
    throw new Error(`the transform changed its shape from ${was} to ${is}`)
  }
  return result
}
