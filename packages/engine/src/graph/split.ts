import type { layers } from '@tensorflow/tfjs-layers'
import type { Graph, LayerCall, Value } from './trace'

/** A model cut in two. */
export interface SplitGraph {
  /** Images to features: the same every time it runs, nothing in it moves. */
  readonly trunk: Graph
  /** Features to outputs. Its inputs are the trunk's outputs. */
  readonly head: Graph
}

/** Layers that draw random numbers in training. */
const RANDOM_LAYERS = new Set([
  'AlphaDropout',
  'Dropout',
  'GaussianDropout',
  'GaussianNoise',
  'RandomWidth',
  'SpatialDropout1D',
])

/**
 * Cuts where training begins: the trunk holds every call that is frozen and reads only from the trunk.
 * A model without a frozen beginning has a trunk without calls: its features are the images.
 */
export function splitForTraining(graph: Graph): SplitGraph {
  return split(graph, (call) => isFrozen(call.layer))
}

/** Cuts before the last call: in inference all the rest is fixed, and the loss needs the last layer's logits. */
export function splitForInference(graph: Graph): SplitGraph {
  const outputs = new Set(graph.outputs.map((value) => value.id))
  return split(graph, (call) => !outputs.has(call.output.id))
}

/** Whether a layer computes the same in training as in inference, and nothing in it moves. */
export function isFrozen(layer: layers.Layer): boolean {
  const kind = layer.getClassName()
  if (RANDOM_LAYERS.has(kind)) return false
  // Without gamma and beta a live BatchNormalization has no trainable weights, yet uses batch statistics.
  if (kind === 'BatchNormalization') return !layer.trainable
  return layer.trainableWeights.length === 0
}

function split(graph: Graph, isFixed: (call: LayerCall) => boolean): SplitGraph {
  const inTrunk = new Set<number>(graph.inputs.map((value) => value.id))
  const trunkCalls: LayerCall[] = []
  const headCalls: LayerCall[] = []
  for (const call of graph.calls) {
    if (isFixed(call) && call.inputs.every((input) => inTrunk.has(input.id))) {
      inTrunk.add(call.output.id)
      trunkCalls.push(call)
    } else {
      headCalls.push(call)
    }
  }
  const features = boundary(inTrunk, headCalls, graph.outputs)
  return {
    trunk: { inputs: graph.inputs, calls: trunkCalls, outputs: features },
    head: { inputs: features, calls: headCalls, outputs: graph.outputs },
  }
}

/** The trunk's values that the head or the caller reads, in the order of first use. */
function boundary(
  inTrunk: ReadonlySet<number>,
  headCalls: readonly LayerCall[],
  outputs: readonly Value[],
): Value[] {
  const read = [...headCalls.flatMap((call) => call.inputs), ...outputs]
  const features = new Map(read.filter((value) => inTrunk.has(value.id)).map((value) => [value.id, value]))
  return [...features.values()]
}
