import type { LayerVariable, layers } from '@tensorflow/tfjs-layers'

/** A layer's weight by its name without the layer's: `kernel`, `moving_mean`. */
export function weightNamed(layer: layers.Layer, name: string): LayerVariable | undefined {
  return layer.weights.find((weight) => weight.originalName.split('/').at(-1) === name)
}

export function trainable(layer: layers.Layer, weight: LayerVariable): boolean {
  return layer.trainableWeights.includes(weight)
}
