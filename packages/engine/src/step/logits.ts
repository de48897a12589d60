import { add, matMul, sigmoid, softmax, type Tensor, type Tensor2D } from '@tensorflow/tfjs-core'
import type { LayerCall } from '../graph/trace'
import { applyLayer, type Values } from './walk'

/** The output of a model's last layer, with the logits behind it where they can be had. */
export interface FinalOutput {
  readonly outputs: Tensor
  readonly logits?: Tensor
}

const ACTIVATIONS = { sigmoid, softmax }

/**
 * Runs the last layer. Where it ends in the activation that the loss belongs to, its logits are kept apart,
 * because a loss computed from them stays exact where the activation saturates; Keras does the same.
 */
export function applyFinal(
  call: LayerCall,
  values: Values,
  activation: 'sigmoid' | 'softmax' | undefined,
  training: boolean,
): FinalOutput {
  if (activation === undefined || call.layer.getConfig().activation !== activation) {
    return { outputs: applyLayer(call, values, { training }) }
  }
  const logits = logitsOf(call, values)
  if (!logits) return { outputs: applyLayer(call, values, { training }) }
  return { outputs: ACTIVATIONS[activation](logits), logits }
}

function logitsOf(call: LayerCall, values: Values): Tensor | undefined {
  const input = values.get(call.inputs[0].id)!
  if (call.layer.getClassName() === 'Activation') return input
  if (call.layer.getClassName() !== 'Dense' || input.rank !== 2) return undefined
  const [kernel, bias] = call.layer.weights.map((weight) => weight.read())
  const product = matMul(input as Tensor2D, kernel as Tensor2D)
  return bias ? add(product, bias) : product
}
