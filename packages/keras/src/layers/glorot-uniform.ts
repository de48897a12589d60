import { statelessUniform } from '@graft-ml/core'
import { type Tensor, tensor, util } from '@tensorflow/tfjs-core'
import { initializers } from '@tensorflow/tfjs-layers'
import { drawSeed, tensorflowSeed } from './draw-seed'

type Initializer = ReturnType<typeof initializers.glorotUniform>

/**
 * Keras's default for kernels, Glorot uniform, with the very values that Keras fills in for the same seed; tfjs's has others.
 * For a model's file it is tfjs's own initializer.
 *
 * @param seed an integer. Default: drawn, and kept in the config.
 *
 * Source: Glorot and Bengio, AISTATS 2010; `VarianceScaling` of Keras 3.
 */
export function glorotUniform({ seed = drawSeed() }: { seed?: number } = {}): Initializer {
  const initializer = initializers.glorotUniform({ seed })
  initializer.apply = (shape) => glorotValues(shape as number[], seed)
  return initializer
}

function glorotValues(shape: number[], seed: number): Tensor {
  const size = util.sizeFromShape(shape)
  const scale = 1 / Math.max(1, meanFan(shape))
  const limit = Math.sqrt(3 * scale)
  return tensor(statelessUniform({ seed: tensorflowSeed(seed, 0), size, low: -limit, high: limit }), shape)
}

/** The mean of how many values a kernel [...window, inputs, outputs] reads and feeds. */
function meanFan(shape: readonly number[]): number {
  if (shape.length < 2) return shape[0] ?? 1
  const [inputs, outputs] = shape.slice(-2) as [number, number]
  const window = shape.slice(0, -2).reduce((product, size) => product * size, 1)
  return (window * inputs + window * outputs) / 2
}
