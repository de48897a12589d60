import type { CommonOptions } from './common-options'
import { fillOptions } from './fill-options'

/** Options of {@link sgd}. */
export interface SgdOptions extends CommonOptions {
  /** Default: 0.01. */
  readonly learningRate?: number
  /** Share of the last step that is added to the next. Default: 0. */
  readonly momentum?: number
  /** Look ahead by the momentum (Nesterov). Default: false. */
  readonly nesterov?: boolean
}

export interface SgdConfig extends Required<Omit<SgdOptions, keyof CommonOptions>>, CommonOptions {
  readonly kind: 'sgd'
}

/** Only with momentum. */
export type SgdSlot = 'momentum'

/**
 * Stochastic gradient descent with Keras's defaults and update: the learning rate is inside the momentum.
 *
 * @throws InvalidArgumentError for an unknown option, with the valid ones, or a value out of range.
 * @example
 * const optimizer = createOptimizer(sgd({ learningRate: 5e-5, momentum: 0.9 }))
 */
export function sgd(options: SgdOptions = {}): SgdConfig {
  return fillOptions(
    'sgd',
    { kind: 'sgd' as const, learningRate: 0.01, momentum: 0, nesterov: false },
    { learningRate: 'at least 0', momentum: 'from 0 to 1' },
    options,
  )
}

export function sgdSlots({ momentum }: SgdConfig): SgdSlot[] {
  return momentum > 0 ? ['momentum'] : []
}
