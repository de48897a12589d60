import { oneOf } from '@graft-ml/core'
import { binaryCrossentropy } from './binary-crossentropy'
import { categoricalCrossentropy } from './categorical-crossentropy'
import type { Loss } from './loss'
import { meanSquaredError } from './mean-squared-error'
import { sparseCategoricalCrossentropy } from './sparse-categorical-crossentropy'

const LOSSES = Object.freeze({
  binaryCrossentropy,
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
  meanSquaredError,
})

/**
 * The name of a loss.
 *
 * @useDeclaredType
 */
export type LossName = keyof typeof LOSSES

/** All losses, by name. */
export const lossNames = Object.freeze(Object.keys(LOSSES) as LossName[])

/**
 * The loss of that name.
 *
 * @throws InvalidArgumentError with the valid names.
 * @example
 * const { fromOutputs } = getLoss('binaryCrossentropy')
 * const batchLoss = tf.mean(fromOutputs(labels, outputs))
 */
export function getLoss(name: LossName): Loss {
  return LOSSES[oneOf('loss', name, lossNames)]
}
