import type { PythonRandom } from '@graft-ml/core'
import { layers } from '@tensorflow/tfjs-layers'
import { drawSeed } from './draw-seed'
import { glorotUniform } from './glorot-uniform'

type Dense = ReturnType<typeof layers.dense>

/** Options of {@link dense}: those of `tf.layers.dense`, and a seed. */
export interface DenseConfig extends NonNullable<Parameters<typeof layers.dense>[0]> {
  /** Seed of the kernel's initial values, where no `kernelInitializer` is given. Default: drawn, kept in the config. */
  seed?: number | null
  /** Where a seed is drawn from that is not given: the one that Keras draws there. Default: another one each time. */
  random?: PythonRandom
}

/**
 * Makes tfjs's own dense layer with Keras's default kernel initializer, Glorot uniform; tfjs's is Glorot normal.
 *
 * The initial values depend on the seed and the kernel's shape alone, not on the backend: those of Keras.
 *
 * @example
 * const scores = dense({ units: 1, activation: 'sigmoid', seed: 7 }).apply(features)
 */
export function dense({ seed, random, ...config }: DenseConfig): Dense {
  const kernelInitializer = config.kernelInitializer ?? glorotUniform({ seed: seed ?? drawSeed(random) })
  return layers.dense({ ...config, kernelInitializer })
}
