import type { NdArray } from '@graft-ml/core'
import type { layers } from '@tensorflow/tfjs-layers'
import type { LayerWeights } from './translation'

/**
 * A layer's weights as plain arrays. They may share memory with the model's own: never write into them.
 *
 * Found by name, because their order changes when single weights are frozen.
 */
export async function readWeights(layer: layers.Layer): Promise<LayerWeights> {
  const variables = layer.weights
  const tensors = layer.getWeights()
  const values = await Promise.all(tensors.map((tensor) => tensor.data<'float32'>()))
  return new Map(
    variables.map((variable, index) => [
      roleOf(variable.originalName),
      { data: values[index], shape: tensors[index].shape },
    ]),
  )
}

/** Whether all of `roles` are there, as a layer of its class has them. */
export function hasWeights(weights: LayerWeights, roles: readonly string[]): boolean {
  return roles.every((role) => weights.has(role))
}

/** A weight that `hasWeights` has seen. */
export function weight(weights: LayerWeights, role: string): NdArray {
  return weights.get(role)!
}

/** `kernel` of `block1/conv/kernel`. */
function roleOf(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1)
}
