import { clipByValue, type Tensor } from '@tensorflow/tfjs-core'

/** Keras's `backend.epsilon()`. */
const EPSILON = 1e-7

/** Keeps probabilities away from 0 and 1, where the logarithm has no finite value or slope. */
export function clipProbabilities(probabilities: Tensor): Tensor {
  return clipByValue(probabilities, EPSILON, 1 - EPSILON)
}
