import type { BatchSource } from '@graft-ml/core'
import { type MixImages, type MixOptions, mixedSource, resolveMix } from './mixed-source'

/**
 * Lays another picture of the batch over each picture, and mixes their labels in the same shares. One share is drawn for
 * a batch, from Beta(alpha, alpha) with alpha 0.2 by default. For training sources only; labels [N, 1] of two classes,
 * or [N, classes].
 *
 * Source: Zhang et al., https://arxiv.org/abs/1710.09412.
 *
 * @throws InvalidArgumentError; while it is read, for batches without labels or with classes by number
 *
 * @example
 * const train = mixup(generator.flowFromDirectory('train', { classMode: 'binary' }), { seed: 1 })
 */
export function mixup(source: BatchSource, options: MixOptions = {}): BatchSource {
  return mixedSource('mixup', source, resolveMix('mixup', options, 0.2), blend)
}

const blend: MixImages = ({ data }, originals, { share, partners }) => {
  const pixels = data.length / partners.length
  for (const [row, partner] of partners.entries()) {
    const [own, other] = [row * pixels, partner * pixels]
    for (let at = 0; at < pixels; at++) {
      data[own + at] = share * originals[own + at]! + (1 - share) * originals[other + at]!
    }
  }
  return share
}
