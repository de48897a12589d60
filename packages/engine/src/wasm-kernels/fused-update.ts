import { correctedRate, type OptimizerConfig } from '@graft-ml/keras'
import type { SimdFunctions } from './simd/simd-module'

/** Where one weight's numbers lie, in bytes. */
export interface UpdatePlaces {
  readonly weight: number
  readonly gradient: number
  /** In the order of `FusedUpdate.slots`. */
  readonly slots: readonly number[]
  /** How many numbers; any part of a weight may be updated by itself. */
  readonly size: number
}

export interface UpdateMoment {
  readonly learningRate: number
  /** Counts from 1. */
  readonly step: number
}

/** An optimiser's rule in one pass over the memory, in place; to the last bit what the composed rule gives. */
export interface FusedUpdate {
  /** What is remembered of each weight, zero at first. */
  readonly slots: readonly string[]
  run(simd: SimdFunctions, places: UpdatePlaces, moment: UpdateMoment): void
}

/** The fused rule of an optimiser, without its clipping and weight decay; undefined where there is none. */
export function fusedUpdate(config: OptimizerConfig): FusedUpdate | undefined {
  switch (config.kind) {
    case 'rmsprop': {
      const { rho, epsilon } = config
      if (config.momentum > 0 || config.centered) return undefined
      return {
        slots: ['velocity'],
        run: (simd, { weight, gradient, slots: [velocity], size }, { learningRate }) =>
          simd.rmsprop(weight, gradient, velocity, size, learningRate, rho, 1 - rho, epsilon),
      }
    }
    case 'sgd': {
      const { momentum, nesterov } = config
      if (momentum === 0) {
        return {
          slots: [],
          run: (simd, { weight, gradient, size }, { learningRate }) =>
            simd.descend(weight, gradient, size, learningRate),
        }
      }
      return {
        slots: ['momentum'],
        run: (simd, { weight, gradient, slots: [speed], size }, { learningRate }) =>
          simd.descendWithMomentum(weight, gradient, speed, size, learningRate, momentum, nesterov),
      }
    }
    case 'adam': {
      const { beta1, beta2, epsilon } = config
      if (config.amsgrad) return undefined
      return {
        slots: ['momentum', 'velocity'],
        run: (simd, { weight, gradient, slots: [momentum, velocity], size }, { learningRate, step }) => {
          const rate = correctedRate(config, learningRate, step)
          simd.adam(weight, gradient, momentum, velocity, size, rate, 1 - beta1, 1 - beta2, epsilon)
        },
      }
    }
  }
}
