import type { LayerCall } from '../../graph/trace'
import type { Activation } from '../../plan/activation'
import type { Unsupported } from '../../plan/translate/translation'
import type { StepGraph } from './step-graph'

/**
 * The gradient of the loss along each input of a layer, in the order of the inputs, from that along its output.
 * Adds the gradients of the layer's own weights to the graph on the way.
 *
 * @param wanted inputs that something trainable stands behind; the others may stay undefined
 */
export type Backward = (gradient: string, wanted: readonly boolean[]) => readonly (string | undefined)[]

/** What a layer adds to the graph on the way forward, and how to go back through it. */
export interface Emitted {
  /** The node that computes the layer's output. */
  readonly output: string
  readonly backward: Backward
  /** What the layer's activation works on, where it ends in one. */
  readonly logits?: Logits
}

export interface Logits {
  readonly node: string
  readonly activation: Activation
  readonly backward: Backward
}

/** Writes one kind of layer into the graph of a step, or says why it cannot. Names stand for the inputs' nodes. */
export type Rule = (graph: StepGraph, call: LayerCall, inputs: readonly string[]) => Emitted | Unsupported
