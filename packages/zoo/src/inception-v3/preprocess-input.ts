import { InvalidArgumentError, type NdArray } from '@graft-ml/core'
import { cast, div, sub, Tensor, tidy } from '@tensorflow/tfjs-core'

/**
 * Pixels from 0..255 to -1..1: x / 127.5 - 1. Any shape. The input is left as it is (Keras changes a NumPy array of
 * floats in place); a new array or tensor comes back, and a tensor is the caller's to dispose.
 */
export function preprocessInput(images: Tensor): Tensor
export function preprocessInput(images: NdArray<Float32Array | Uint8Array | Int32Array>): NdArray
export function preprocessInput(
  images: Tensor | NdArray<Float32Array | Uint8Array | Int32Array>,
): Tensor | NdArray {
  if (images instanceof Tensor) return tidy(() => sub(div(cast(images, 'float32'), 127.5), 1))
  if (!ArrayBuffer.isView(images?.data) || !Array.isArray(images.shape)) {
    throw new InvalidArgumentError({
      argument: 'images',
      expected: 'a tensor or { data, shape }',
      received: images,
    })
  }
  const data = new Float32Array(images.data.length)
  for (let index = 0; index < data.length; index += 1) {
    // Rounded after the division too, as float32 arithmetic is in Keras.
    data[index] = Math.fround(images.data[index]! / 127.5) - 1
  }
  return { data, shape: images.shape }
}
