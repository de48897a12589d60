import type { Image } from '@graft-ml/core'

/** Left and right exchanged, in place. */
export function flipHorizontal(image: Image): Image {
  const { data, height, width, channels } = image
  for (let row = 0; row < height; row++) {
    for (let left = 0, right = width - 1; left < right; left++, right--) {
      swap(data, (row * width + left) * channels, (row * width + right) * channels, channels)
    }
  }
  return image
}

/** Top and bottom exchanged, in place. */
export function flipVertical(image: Image): Image {
  const { data, height, width, channels } = image
  const rowLength = width * channels
  for (let top = 0, bottom = height - 1; top < bottom; top++, bottom--) {
    swap(data, top * rowLength, bottom * rowLength, rowLength)
  }
  return image
}

function swap(data: Float32Array, first: number, second: number, length: number): void {
  for (let i = 0; i < length; i++) {
    const value = data[first + i]!
    data[first + i] = data[second + i]!
    data[second + i] = value
  }
}
