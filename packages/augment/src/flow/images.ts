import { type Image, type ImageShape, InvalidArgumentError, type NdArray } from '@graft-ml/core'

/** The shape of each of the pictures [N, height, width, channels]; an error when that is not what they are. */
export function imagesShape({ data, shape }: NdArray<Float32Array | Uint8Array>): ImageShape {
  const [count, height, width, channels] = shape
  const sizes = shape.every((size) => Number.isInteger(size) && size > 0)
  if (shape.length !== 4 || !sizes || data.length !== count! * height! * width! * channels!) {
    throw new InvalidArgumentError({
      argument: 'images',
      expected: 'at least one picture, as [N, height, width, channels] and as much data',
      received: `shape [${shape.join(', ')}] with ${data.length} values`,
    })
  }
  return { height: height!, width: width!, channels: channels! }
}

/** A copy of one of the pictures, in single precision. */
export function imageAt(images: NdArray<Float32Array | Uint8Array>, index: number): Image {
  const [, height, width, channels] = images.shape as readonly [number, number, number, number]
  const size = height * width * channels
  return {
    data: Float32Array.from(images.data.subarray(index * size, (index + 1) * size)),
    height,
    width,
    channels,
  }
}
