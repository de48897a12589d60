import {
  add,
  clipByValue,
  div,
  maximum,
  minimum,
  mul,
  scalar,
  sqrt,
  square,
  sub,
  sum,
  type Tensor,
  tidy,
} from '@tensorflow/tfjs-core'
import type { CommonOptions } from './common-options'

/** Returns the gradient to use in place of one of a step's gradients. */
export type Clip = (gradient: Tensor) => Tensor

/** How `options` clip the gradients of this step. To be called, and used, inside one `tf.tidy`. */
export function clipping(options: CommonOptions, gradients: readonly Tensor[]): Clip {
  const { clipNorm, clipValue, globalClipNorm } = options
  if (clipNorm !== undefined) return (gradient) => clipByNorm(gradient, clipNorm)
  if (clipValue !== undefined) return (gradient) => clipByValue(gradient, -clipValue, clipValue)
  if (globalClipNorm !== undefined) {
    const scale = globalScale(gradients, globalClipNorm)
    return (gradient) => mul(gradient, scale)
  }
  return (gradient) => gradient
}

function clipByNorm(gradient: Tensor, clipNorm: number): Tensor {
  return tidy(() => div(mul(gradient, clipNorm), maximum(sqrt(sumOfSquares(gradient)), clipNorm)))
}

/** NaN when a gradient is not finite, as in Keras, so that the failure shows instead of being scaled away. */
function globalScale(gradients: readonly Tensor[], clipNorm: number): Tensor {
  const norm = sqrt(gradients.map(sumOfSquares).reduce((total, one) => add(total, one), scalar(0)))
  const scale = mul(minimum(div(1, norm), 1 / clipNorm), clipNorm)
  return add(scale, sub(norm, norm))
}

function sumOfSquares(tensor: Tensor): Tensor {
  return tidy(() => sum(square(tensor)))
}
