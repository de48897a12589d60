import type { CommonOptions } from './common-options'
import { fillOptions } from './fill-options'

/** Options of {@link rmsprop}. */
export interface RmspropOptions extends CommonOptions {
  /** Default: 0.001. */
  readonly learningRate?: number
  /** Share of the old average of squared gradients that each step keeps. Default: 0.9. */
  readonly rho?: number
  /** Share of the last increment that is added to the next. Default: 0. */
  readonly momentum?: number
  /** Added to the average under the root. Default: 1e-7. */
  readonly epsilon?: number
  /** Divide by the gradients' variance instead of their mean square. Default: false. */
  readonly centered?: boolean
}

export interface RmspropConfig extends Required<Omit<RmspropOptions, keyof CommonOptions>>, CommonOptions {
  readonly kind: 'rmsprop'
}

/** `momentum` only with momentum, `averageGradient` only if centered. */
export type RmspropSlot = 'velocity' | 'momentum' | 'averageGradient'

/**
 * RMSprop with Keras's defaults and update.
 *
 * Source: Tieleman and Hinton, lecture 6.5 of Neural Networks for Machine Learning, 2012.
 *
 * @throws InvalidArgumentError for an unknown option, with the valid ones, or a value out of range.
 * @example
 * const optimizer = createOptimizer(rmsprop({ learningRate: 1e-4 }))
 */
export function rmsprop(options: RmspropOptions = {}): RmspropConfig {
  return fillOptions(
    'rmsprop',
    { kind: 'rmsprop' as const, learningRate: 0.001, rho: 0.9, momentum: 0, epsilon: 1e-7, centered: false },
    { learningRate: 'at least 0', rho: 'from 0 to 1', momentum: 'from 0 to 1', epsilon: 'at least 0' },
    options,
  )
}

export function rmspropSlots({ momentum, centered }: RmspropConfig): RmspropSlot[] {
  return [
    'velocity',
    ...(momentum > 0 ? ['momentum' as const] : []),
    ...(centered ? ['averageGradient' as const] : []),
  ]
}
