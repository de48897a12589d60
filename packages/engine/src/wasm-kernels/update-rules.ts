import { adamRule, correctedRate, rmspropRule, sgdRule, type UpdateRules } from '@graft-ml/keras'
import type { Variable } from '@tensorflow/tfjs-core'
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
    const { config, variable, gradient, slots, learningRate } = update
    const { rho, epsilon } = config
    const isBasic = !slots.momentum && !slots.averageGradient
    const isDone =
      isBasic &&
      updateInPlace(variable, gradient, present(slots.velocity), (simd, w, g, [v]) =>
        simd.rmsprop(w, g, v!, variable.size, learningRate, rho, 1 - rho, epsilon),
      )
    if (!isDone) rmspropRule(update)
  },

  sgd: (update) => {
    const { config, variable, gradient, slots, learningRate } = update
    const isDone = updateInPlace(variable, gradient, present(slots.momentum), (simd, w, g, [m]) => {
      if (m === undefined) simd.descend(w, g, variable.size, learningRate)
      else simd.descendWithMomentum(w, g, m, variable.size, learningRate, config.momentum, config.nesterov)
    })
    if (!isDone) sgdRule(update)
  },

  adam: (update) => {
    const { config, variable, gradient, slots, learningRate, step } = update
    const { beta1, beta2, epsilon } = config
    const rate = correctedRate(config, learningRate, step)
    const isDone =
      !slots.velocityHat &&
      updateInPlace(variable, gradient, present(slots.momentum, slots.velocity), (simd, w, g, [m, v]) =>
        simd.adam(w, g, m!, v!, variable.size, rate, 1 - beta1, 1 - beta2, epsilon),
      )
    if (!isDone) adamRule(update)
  },
}

const present = (...slots: readonly (Variable | undefined)[]): Variable[] =>
  slots.filter((slot) => slot !== undefined)
