import type { Image, Preparation } from '@graft-ml/core'
import { resizeImage } from '@graft-ml/dataset/resize'

/** A photo as a model wants it, levels 0..255: decoded by the browser, resized as in training. */
export async function readPixels(photo: Blob, preparation: Preparation): Promise<Image<Uint8Array>> {
  const { inputSize: targetSize, interpolation, keepAspectRatio, orientation } = preparation
  const bitmap = await createImageBitmap(photo, {
    imageOrientation: orientation === 'apply' ? 'from-image' : 'none',
    // The levels in the file, whatever the screen makes of them.
    colorSpaceConversion: 'none',
    premultiplyAlpha: 'none',
  })
  try {
    const { height, width } = bitmap
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
    context.drawImage(bitmap, 0, 0)
    const data = withoutAlpha(context.getImageData(0, 0, width, height).data)
    const resized = resizeImage(
      { height, width, channels: 3, data },
      { targetSize, interpolation, keepAspectRatio },
    )
    return { ...resized, data: resized.data }
  } finally {
    bitmap.close()
  }
}

function withoutAlpha(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3)
  for (let from = 0, to = 0; from < rgba.length; from += 4) {
    rgb[to++] = rgba[from]!
    rgb[to++] = rgba[from + 1]!
    rgb[to++] = rgba[from + 2]!
  }
  return rgb
}
