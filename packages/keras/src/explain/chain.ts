import { InvalidArgumentError } from '@graft-ml/core'
import type { LayersModel, layers, SymbolicTensor } from '@tensorflow/tfjs-layers'

/**
 * The layers that lead from one to the output of a model, one after the other.
 *
 * @throws InvalidArgumentError where other layers than that one lead there too
 */
export function chainAfter(model: LayersModel, layer: layers.Layer): layers.Layer[] {
  const chain = chainTo(model, layer)
  if (chain && isSpatial(layer)) return chain
  const valid = model.layers.filter((other) => isSpatial(other) && chainTo(model, other))
  throw new InvalidArgumentError({
    argument: 'layer',
    expected: valid.map(({ name }) => name),
    received: layer.name,
    hint: 'Its output must be [N, height, width, channels], and a chain of layers must lead from it to the output.',
  })
}

/** The last layer with height and width from which a chain leads to the output. */
export function lastFeatureLayer(model: LayersModel): layers.Layer {
  const found = [...model.layers].reverse().find((layer) => isSpatial(layer) && chainTo(model, layer))
  return found ?? model.layers[0]!
}

/** Backwards from the output, as long as each layer reads from one other. */
function chainTo(model: LayersModel, layer: layers.Layer): layers.Layer[] | undefined {
  const chain: layers.Layer[] = []
  let current: layers.Layer | undefined = model.outputs[0]!.sourceLayer
  while (current && current !== layer) {
    chain.unshift(current)
    const before: readonly layers.Layer[] = current.inboundNodes[0]?.inboundLayers ?? []
    current = before.length === 1 ? before[0] : undefined
  }
  return current && chain.length > 0 ? chain : undefined
}

function isSpatial({ output }: layers.Layer): boolean {
  return !Array.isArray(output) && (output as SymbolicTensor).shape.length === 4
}
