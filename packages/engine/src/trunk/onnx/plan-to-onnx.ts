import { modelBytes } from '../../onnx/model-bytes'
import type { TrunkPlan } from '../../plan/trunk-plan'
import { emitOperation } from './emit/emit-operation'
import { GraphBuilder } from './graph-builder'

/** A plan as an ONNX file, and what its ends are called. */
export interface OnnxModel {
  readonly bytes: Uint8Array
  readonly input: string
  /** In the order of the plan's outputs. */
  readonly outputs: readonly string[]
}

/**
 * Writes a plan as an ONNX model (operator set 17). Images and features are channels last, float32; the
 * batch may have any size.
 *
 * @param outputName what the outputs are called, a number after it
 */
export function planToOnnx(plan: TrunkPlan, outputName = 'features'): OnnxModel {
  const input = 'images'
  const graph = new GraphBuilder(plan.input, input)
  for (const operation of plan.operations) emitOperation(graph, operation)
  const outputs = plan.outputs.map((value, index) => {
    const name = `${outputName}${index}`
    graph.output(value, name)
    return name
  })
  return { bytes: modelBytes(graph.finish()), input, outputs }
}
