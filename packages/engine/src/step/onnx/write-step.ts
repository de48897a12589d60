import { tidy } from '@tensorflow/tfjs-core'
import type { Graph, LayerCall, Value } from '../../graph/trace'
import type { Unsupported } from '../../plan/translate/translation'
import type { LossGradient } from './loss-gradient'
import { sum } from './operations'
import type { Emitted } from './rule'
import { RULES } from './rules/rules'
import type { StepGraph } from './step-graph'

/** The head on its way forward, and what is needed to go back. */
export interface WrittenHead {
  /** Names of the features, in the order of the head's inputs. */
  readonly features: readonly string[]
  /** The last node. */
  readonly output: string
  readonly emitted: ReadonlyMap<LayerCall, Emitted>
}

/** Writes the layers' forward part, or says what stands against it, a sentence each. */
export function writeForward(graph: StepGraph, head: Graph): WrittenHead | { readonly reasons: string[] } {
  const nodes = new Map<number, string>()
  const features = head.inputs.map((value, place) => {
    const name = graph.input(`features${place}`, [
      'N',
      ...value.shape.slice(1).map((size) => size ?? `${place}.?`),
    ])
    nodes.set(value.id, name)
    return name
  })
  const emitted = new Map<LayerCall, Emitted>()
  const reasons = new Set(repeatedLayers(head))
  for (const call of head.calls) {
    const result = emit(graph, call, nodes)
    if ('unsupported' in result) {
      reasons.add(`Layer '${call.layer.name}' (${call.layer.getClassName()}) ${result.unsupported}.`)
      // Any name will do for what comes after: the graph is not going to be used.
      nodes.set(call.output.id, '')
    } else {
      emitted.set(call, result)
      nodes.set(call.output.id, result.output)
    }
  }
  if (reasons.size > 0) return { reasons: [...reasons] }
  return { features, output: nodes.get(head.outputs[0].id)!, emitted }
}

/** Writes the way back from the loss, latest layer first. */
export function writeBackward(
  graph: StepGraph,
  head: Graph,
  emitted: WrittenHead['emitted'],
  start: LossGradient,
): void {
  const wanted = valuesToReach(head)
  const gradients = new Map([[head.outputs[0].id, [start.node]]])
  for (const call of [...head.calls].reverse()) {
    const parts = gradients.get(call.output.id)
    const layer = emitted.get(call)
    if (!parts || !layer) continue
    const isLast = call.output.id === head.outputs[0].id
    const backward = isLast && start.of === 'logits' && layer.logits ? layer.logits.backward : layer.backward
    const wants = call.inputs.map((input) => wanted.has(input.id))
    for (const [place, node] of backward(sum(graph, parts), wants).entries()) {
      const { id } = call.inputs[place]
      if (node !== undefined && wants[place]) gradients.set(id, [...(gradients.get(id) ?? []), node])
    }
  }
}

function emit(graph: StepGraph, call: LayerCall, nodes: ReadonlyMap<number, string>): Emitted | Unsupported {
  const rule = RULES.get(call.layer.getClassName())
  if (!rule) return { unsupported: 'cannot be compiled' }
  if (tidy(() => call.layer.calculateLosses().length) > 0) return { unsupported: 'has a regularizer' }
  return rule(
    graph,
    call,
    call.inputs.map((input) => nodes.get(input.id)!),
  )
}

/** A layer that is called twice has two gradients for one weight. */
function repeatedLayers(head: Graph): string[] {
  const seen = new Set<unknown>()
  return head.calls.flatMap(({ layer }) => {
    if (!seen.has(layer)) {
      seen.add(layer)
      return []
    }
    return layer.weights.length > 0 ? [`Layer '${layer.name}' is applied more than once.`] : []
  })
}

/** Values that a trainable weight stands behind: the gradient has to go there. */
function valuesToReach(head: Graph): ReadonlySet<number> {
  const reached = new Set<Value['id']>()
  for (const call of head.calls) {
    const trains = call.layer.trainableWeights.length > 0
    if (trains || call.inputs.some((input) => reached.has(input.id))) reached.add(call.output.id)
  }
  return reached
}
