import type { layers } from '@tensorflow/tfjs-layers'
import type { Graph, LayerCall } from '../graph/trace'
import { fuse } from './fuse'
import type { Operation } from './operation'
import { translateLayer } from './translate/translate-layer'
import type { LayerWeights } from './translate/translation'
import { readWeights } from './translate/weights'
import type { PlanResult } from './trunk-plan'

/**
 * Turns layers into operations in inference, with BatchNormalization folded into the convolutions before it
 * and activations fused. The plan holds the weights as they are now.
 *
 * @param graph one input, any tfjs layers
 * @returns the plan, or every layer that has none
 */
export async function planTrunk(graph: Graph): Promise<PlanResult> {
  if (graph.inputs.length !== 1) {
    return { supported: false, reasons: [`The model has ${graph.inputs.length} inputs; a plan has one.`] }
  }
  const weightsOf = new WeightReader()
  const operations: Operation[] = []
  const reasons = new Set<string>()
  for (const call of graph.calls) {
    const translated = translateLayer(call, await weightsOf.read(call.layer))
    if ('unsupported' in translated) reasons.add(sentence(call, translated.unsupported))
    else operations.push(...translated)
  }
  if (reasons.size > 0) return { supported: false, reasons: [...reasons] }
  const plan = { input: graph.inputs[0], operations, outputs: graph.outputs }
  return { supported: true, plan: fuse(plan) }
}

/** Reads each layer once, however often the graph applies it. */
class WeightReader {
  private readonly known = new Map<layers.Layer, LayerWeights>()

  async read(layer: layers.Layer): Promise<LayerWeights> {
    const weights = this.known.get(layer) ?? (await readWeights(layer))
    this.known.set(layer, weights)
    return weights
  }
}

function sentence(call: LayerCall, why: string): string {
  return `Layer '${call.layer.name}' (${call.layer.getClassName()}) ${why}.`
}
