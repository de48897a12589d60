import type { Image } from '@graft-ml/core'

/** A picture of three channels on a canvas of its size. */
export function drawPixels({ height, width, data }: Image<Uint8Array>): HTMLCanvasElement {
  const canvas = document.createElement('canvas')
  Object.assign(canvas, { height, width })
  const rgba = new Uint8ClampedArray(height * width * 4).fill(255)
  for (let pixel = 0; pixel < height * width; pixel++) {
    rgba.set(data.subarray(pixel * 3, pixel * 3 + 3), pixel * 4)
  }
  canvas.getContext('2d')!.putImageData(new ImageData(rgba, width, height), 0, 0)
  return canvas
}
