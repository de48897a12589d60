import type { Tensor } from '@tensorflow/tfjs-core'
import type { LayerCall } from '../graph/trace'

/** Tensors of a graph by the id of their value. */
export type Values = Map<number, Tensor>

/**
 * Runs layer calls in order, adding each output to `values`. Call it inside `tf.tidy` or a gradient scope:
 * what it allocates belongs to that scope.
 */
export function walk(calls: readonly LayerCall[], values: Values, options: { training: boolean }): void {
  for (const call of calls) {
    values.set(call.output.id, applyLayer(call, values, options))
  }
}

export function applyLayer(call: LayerCall, values: Values, { training }: { training: boolean }): Tensor {
  const inputs = call.inputs.map((input) => values.get(input.id)!)
  return call.layer.apply(inputs.length === 1 ? inputs[0] : inputs, { training }) as Tensor
}
