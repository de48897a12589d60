import * as tf from '@tensorflow/tfjs-core'
import { type Activation, LINEAR } from '../../plan/activation'

/** What tfjs can do inside a fused operation on every backend. */
export type FusedActivation = 'linear' | 'relu' | 'relu6'

/** An activation in two parts: what the operation itself takes on, and what is left for afterwards. */
export interface SplitActivation {
  readonly fused: FusedActivation
  readonly rest: Activation
}

export function splitActivation(activation: Activation): SplitActivation {
  if (activation.kind === 'relu') return { fused: 'relu', rest: LINEAR }
  if (activation.kind === 'clippedRelu' && activation.maximum === 6) return { fused: 'relu6', rest: LINEAR }
  return { fused: 'linear', rest: activation }
}

/** Applies an activation; `linear` gives the tensor itself. Call it inside `tidy`. */
export function activate(x: tf.Tensor, activation: Activation): tf.Tensor {
  switch (activation.kind) {
    case 'linear':
      return x
    case 'relu':
      return tf.relu(x)
    case 'clippedRelu':
      return tf.clipByValue(x, 0, activation.maximum)
    case 'leakyRelu':
      return tf.leakyRelu(x, activation.slope)
    case 'elu':
      return tf.elu(x)
    case 'selu':
      return tf.selu(x)
    case 'sigmoid':
      return tf.sigmoid(x)
    case 'hardSigmoid':
      return tf.clipByValue(tf.add(tf.mul(x, 0.2), 0.5), 0, 1)
    case 'softmax':
      return tf.softmax(x)
    case 'softplus':
      return tf.softplus(x)
    case 'softsign':
      return tf.div(x, tf.add(tf.abs(x), 1))
    case 'swish':
      return tf.mul(x, tf.sigmoid(x))
    case 'tanh':
      return tf.tanh(x)
  }
}
