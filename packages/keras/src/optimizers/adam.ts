import type { CommonOptions } from './common-options'
import { fillOptions } from './fill-options'

/** Options of {@link adam}. */
export interface AdamOptions extends CommonOptions {
  /** Default: 0.001. */
  readonly learningRate?: number
  /** Share of the old average of gradients that each step keeps. Default: 0.9. */
  readonly beta1?: number
  /** Share of the old average of squared gradients that each step keeps. Default: 0.999. */
  readonly beta2?: number
  /** Added to the root. Default: 1e-7. */
  readonly epsilon?: number
  /** Divide by the largest average of squared gradients so far. Default: false. */
  readonly amsgrad?: boolean
}

export interface AdamConfig extends Required<Omit<AdamOptions, keyof CommonOptions>>, CommonOptions {
  readonly kind: 'adam'
}

/** `velocityHat` only with amsgrad. */
export type AdamSlot = 'momentum' | 'velocity' | 'velocityHat'

/**
 * Adam with Keras's defaults and update.
 *
 * Source: Kingma and Ba, https://arxiv.org/abs/1412.6980; amsgrad: https://openreview.net/forum?id=ryQu7f-RZ.
 *
 * @throws InvalidArgumentError for an unknown option, with the valid ones, or a value out of range.
 * @example
 * const optimizer = createOptimizer(adam({ learningRate: 1e-4 }))
 */
export function adam(options: AdamOptions = {}): AdamConfig {
  return fillOptions(
    'adam',
    { kind: 'adam' as const, learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-7, amsgrad: false },
    {
      learningRate: 'at least 0',
      beta1: 'from 0 to less than 1',
      beta2: 'from 0 to less than 1',
      epsilon: 'at least 0',
    },
    options,
  )
}

export function adamSlots({ amsgrad }: AdamConfig): AdamSlot[] {
  return amsgrad ? ['momentum', 'velocity', 'velocityHat'] : ['momentum', 'velocity']
}
