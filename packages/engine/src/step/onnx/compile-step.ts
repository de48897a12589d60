import type { LossName } from '@graft-ml/keras'
import type { Graph } from '../../graph/trace'
import { modelBytes } from '../../onnx/model-bytes'
import type { Activation } from '../../plan/activation'
import { writeLossGradient } from './loss-gradient'
import type { Emitted } from './rule'
import { StepGraph } from './step-graph'
import { type WrittenHead, writeBackward, writeForward } from './write-step'

/** The graph's outputs that are the same whatever the layers. */
export const OUTPUTS = 'outputs'
export const LOGITS = 'logits'

/** A head as an ONNX model, with the names of everything that goes in and out. */
export interface CompiledHead
  extends Pick<StepGraph, 'averages' | 'factored' | 'gradients' | 'masks' | 'weights'> {
  readonly bytes: Uint8Array
  /** In the order of the head's inputs. */
  readonly features: readonly string[]
  readonly units: number
  /** The last activation, whose logits the graph gives besides the outputs; undefined where it gives none. */
  readonly logitsOf: Activation['kind'] | undefined
}

/** Why a head cannot be compiled, a sentence each. */
export interface NotCompiled {
  readonly reasons: readonly string[]
}

/** Forward in training, the gradient of the loss, and back to every trainable weight. */
export function compileTraining(head: Graph, loss: LossName): CompiledHead | NotCompiled {
  const graph = new StepGraph(true)
  const written = write(graph, head)
  if ('reasons' in written) return written
  const gradient = writeLossGradient(graph, loss, written.last, written.units)
  if ('unsupported' in gradient) return { reasons: [`The model ${gradient.unsupported}.`] }
  writeBackward(graph, head, written.emitted, gradient)
  return finish(graph, written)
}

/** Forward in inference. */
export function compileInference(head: Graph): CompiledHead | NotCompiled {
  const graph = new StepGraph(false)
  const written = write(graph, head)
  return 'reasons' in written ? written : finish(graph, written)
}

interface Written extends WrittenHead {
  readonly units: number
  /** What the last layer wrote. */
  readonly last: Emitted
}

function write(graph: StepGraph, head: Graph): Written | NotCompiled {
  const [output] = head.outputs
  const lastCall = head.calls.find((call) => call.output.id === output.id)
  const [, units] = output.shape
  if (head.outputs.length !== 1 || !lastCall)
    return { reasons: ['The model has no layer of its own at its end.'] }
  if (output.shape.length !== 2 || !units) return { reasons: ['The model does not give rows of numbers.'] }
  const written = writeForward(graph, head)
  if ('reasons' in written) return written
  const last = written.emitted.get(lastCall)!
  graph.output(OUTPUTS, written.output, ['N', units])
  if (last.logits) graph.output(LOGITS, last.logits.node, ['N', units])
  return { ...written, units, last }
}

function finish(graph: StepGraph, { features, units, last }: Written): CompiledHead {
  const { averages, factored, gradients, masks, weights } = graph
  const bytes = modelBytes(graph.finish())
  const logitsOf = last.logits?.activation.kind
  return { bytes, features, units, logitsOf, averages, factored, gradients, masks, weights }
}
