import { getBackend, type Tensor } from '@tensorflow/tfjs-core'
import type { Graph, LayerCall } from '../../graph/trace'
import { guardTrunk } from '../guard-trunk'
import { runSteps, type TensorStep } from '../tensor-scope'
import type { Trunk } from '../trunk'

/** Applies the model's own layers one after the other, with the model's own weights: works for any layer. */
export function layersTrunk(graph: Graph): Trunk {
  const steps = graph.calls.map(
    (call): TensorStep => ({
      inputs: call.inputs,
      output: call.output,
      compute: (inputs) => applyLayer(call, inputs),
    }),
  )
  return guardTrunk({
    name: `tfjs layers (${getBackend()})`,
    input: graph.inputs[0],
    run: (images) => runSteps(graph.inputs[0], steps, graph.outputs, images),
    // The weights are the model's.
    release: () => {},
  })
}

function applyLayer({ layer }: LayerCall, inputs: Tensor[]): Tensor {
  const output = layer.apply(inputs.length === 1 ? inputs[0] : inputs, { training: false })
  // A trace holds layers with one output only.
  return output as Tensor
}
