import type { BatchSource } from '@graft-ml/core'
import { type MixImages, type MixOptions, mixedSource, resolveMix } from './mixed-source'

/**
 * Puts a rectangle of another picture of the batch into each picture, and mixes their labels in the shares of the area.
 * One rectangle is drawn for a batch: of the picture's proportions, anywhere, cut off at the edges; its area comes from
 * Beta(alpha, alpha) with alpha 1 by default. For training sources only; labels [N, 1] of two classes, or [N, classes].
 *
 * Source: Yun et al., https://arxiv.org/abs/1905.04899.
 *
 * @throws InvalidArgumentError; while it is read, for batches without labels or with classes by number
 */
export function cutmix(source: BatchSource, options: MixOptions = {}): BatchSource {
  return mixedSource('cutmix', source, resolveMix('cutmix', options, 1), paste)
}

const paste: MixImages = ({ data, shape }, originals, { share, partners, random }) => {
  const [, height, width, channels] = shape as [number, number, number, number]
  const side = Math.sqrt(1 - share)
  const [top, bottom] = span(height, side, random())
  const [left, right] = span(width, side, random())
  const pixels = height * width * channels
  for (const [row, partner] of partners.entries()) {
    for (let y = top; y < bottom; y++) {
      const [from, to] = [(y * width + left) * channels, (y * width + right) * channels]
      data.set(originals.subarray(partner * pixels + from, partner * pixels + to), row * pixels + from)
    }
  }
  return 1 - ((bottom - top) * (right - left)) / (height * width)
}

/** From where to where a rectangle of `side`, a share of the length, reaches around a place, a share of it too. */
function span(length: number, side: number, place: number): readonly [number, number] {
  const middle = Math.floor(place * length)
  const half = Math.floor(side * length) / 2
  return [Math.max(Math.floor(middle - half), 0), Math.min(Math.floor(middle + half), length)]
}
