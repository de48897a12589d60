import { oneOf } from '@graft-ml/core'
import { type AdamConfig, type AdamSlot, adamSlots } from './adam'
import { adamRule } from './adam-rule'
import { Optimizer } from './optimizer'
import type { OptimizerConfig } from './optimizer-config'
import { type RmspropConfig, type RmspropSlot, rmspropSlots } from './rmsprop'
import { rmspropRule } from './rmsprop-rule'
import { type SgdConfig, type SgdSlot, sgdSlots } from './sgd'
import { sgdRule } from './sgd-rule'
import type { UpdateRule } from './update-rule'

/** How one variable is updated, for each kind of optimizer. */
export interface UpdateRules {
  readonly rmsprop?: UpdateRule<RmspropConfig, RmspropSlot>
  readonly sgd?: UpdateRule<SgdConfig, SgdSlot>
  readonly adam?: UpdateRule<AdamConfig, AdamSlot>
}

/** How an optimizer updates its variables. */
export interface CreateOptimizerOptions {
  /** Kernels of an engine's own in place of the rules made of tfjs operations. Default: none. */
  readonly rules?: UpdateRules
}

/**
 * Makes the optimizer that a config describes.
 *
 * @example
 * const optimizer = createOptimizer(sgd({ learningRate: 0.01, momentum: 0.9 }))
 * optimizer.apply([{ variable, gradient }])
 */
export function createOptimizer(
  config: OptimizerConfig,
  { rules = {} }: CreateOptimizerOptions = {},
): Optimizer {
  switch (config.kind) {
    case 'rmsprop': {
      const rule = rules.rmsprop ?? rmspropRule
      return new Optimizer(config, (update) => rule({ ...update, config }), rmspropSlots(config))
    }
    case 'sgd': {
      const rule = rules.sgd ?? sgdRule
      return new Optimizer(config, (update) => rule({ ...update, config }), sgdSlots(config))
    }
    case 'adam': {
      const rule = rules.adam ?? adamRule
      return new Optimizer(config, (update) => rule({ ...update, config }), adamSlots(config))
    }
    default:
      return oneOf('optimizer', (config as OptimizerConfig).kind, ['rmsprop', 'sgd', 'adam']) as never
  }
}
