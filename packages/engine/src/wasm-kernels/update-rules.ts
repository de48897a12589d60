import { adamRule, type OptimizerConfig, rmspropRule, sgdRule, type UpdateRules } from '@graft-ml/keras'
import type { Tensor, Variable } from '@tensorflow/tfjs-core'
import { fusedUpdate } from './fused-update'
import { updateInPlace } from './update-in-place'

/**
 * Updates in one pass over the memory, in place, instead of some nine operations with a temporary of the variable's
 * size each; the same numbers to the last bit.
 *
 * Where the fast code cannot run (another backend, no SIMD, threads; RMSprop with momentum or centered, Adam with
 * amsgrad) the rules of `@graft-ml/keras` do it.
 */
export const wasmUpdateRules: Required<UpdateRules> = {
  rmsprop: (update) => {
    if (!updateFused(update)) rmspropRule(update)
  },
  sgd: (update) => {
    if (!updateFused(update)) sgdRule(update)
  },
  adam: (update) => {
    if (!updateFused(update)) adamRule(update)
  },
}

interface OneUpdate {
  readonly config: OptimizerConfig
  readonly variable: Variable
  readonly gradient: Tensor
  readonly slots: Readonly<Partial<Record<string, Variable>>>
  readonly learningRate: number
  readonly step: number
}

/** Returns false, with nothing done, where the fast code cannot run. */
function updateFused({ config, variable, gradient, slots, learningRate, step }: OneUpdate): boolean {
  const fused = fusedUpdate(config)
  if (!fused) return false
  const written = fused.slots.map((name) => slots[name]!)
  return updateInPlace(variable, gradient, written, (simd, weightAt, gradientAt, slotsAt) =>
    fused.run(
      simd,
      { weight: weightAt, gradient: gradientAt, slots: slotsAt, size: variable.size },
      { learningRate, step },
    ),
  )
}
