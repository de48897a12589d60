import type { NdArray } from '@graft-ml/core'
import { getLoss, type LossName } from '@graft-ml/keras'
import type { Unsupported } from '../../plan/translate/translation'
import type { Emitted } from './rule'
import type { StepGraph } from './step-graph'

/** Where the way back begins. */
export interface LossGradient {
  readonly node: string
  /** Whether it is the gradient along the last layer's logits or along its outputs. */
  readonly of: 'logits' | 'outputs'
}

/** Inputs of a step's graph besides features, weights and masks. */
export const TARGET = 'target'
export const SCALE = 'scale'

/**
 * The gradient of a loss by the outputs [N, units]. `target` is given in that shape, and `scale`, [N, 1], is `scalesOf`.
 */
export function writeLossGradient(
  graph: StepGraph,
  loss: LossName,
  { output, logits }: Emitted,
  units: number,
): LossGradient | Unsupported {
  const { activation } = getLoss(loss)
  if (activation && logits?.activation.kind !== activation) {
    return { unsupported: `does not end in a ${activation}, which the loss '${loss}' goes with` }
  }
  const target = graph.input(TARGET, ['N', units])
  const expected = activation === 'softmax' ? withMassOf(graph, target, output) : output
  const difference = graph.node('Sub', [expected, target])
  const node = graph.node('Mul', [difference, graph.input(SCALE, ['N', 1])])
  return { node, of: activation ? 'logits' : 'outputs' }
}

/**
 * By what the difference of outputs and target is multiplied, sample by sample: the losses are means over the batch,
 * in which each sample counts by its weight.
 */
export function scalesOf(
  loss: LossName,
  batch: number,
  units: number,
  sampleWeights: Float32Array = new Float32Array(batch).fill(1),
): Float32Array {
  const scale = scaleOf(loss, batch, units)
  return sampleWeights.map((weight) => weight * scale)
}

function scaleOf(loss: LossName, batch: number, units: number): number {
  switch (loss) {
    case 'binaryCrossentropy':
      return 1 / (batch * units)
    case 'meanSquaredError':
      return 2 / (batch * units)
    default:
      return 1 / batch
  }
}

/** Labels in the shape of the outputs: classes by number become ones among zeros. */
export function targetOf(loss: LossName, labels: NdArray, units: number): Float32Array {
  if (loss !== 'sparseCategoricalCrossentropy') return labels.data
  const target = new Float32Array(labels.data.length * units)
  for (const [row, label] of labels.data.entries()) target[row * units + label] = 1
  return target
}

/** Probabilities of a sample add up to what its labels add up to. */
function withMassOf(graph: StepGraph, target: string, outputs: string): string {
  return graph.node('Mul', [outputs, graph.node('ReduceSum', [target, graph.integers([-1])])])
}
