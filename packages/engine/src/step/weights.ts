import type { LayerVariable } from '@tensorflow/tfjs-layers'
import type { Graph } from '../graph/trace'

/** The weights of a graph's layers, each layer counted once however often it is called. */
export function headWeights(graph: Graph): { trainable: LayerVariable[]; all: LayerVariable[] } {
  const layers = [...new Set(graph.calls.map((call) => call.layer))]
  return {
    trainable: layers.flatMap((layer) => layer.trainableWeights),
    all: layers.flatMap((layer) => layer.weights),
  }
}
