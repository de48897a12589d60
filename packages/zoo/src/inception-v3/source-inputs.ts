import type { SymbolicTensor } from '@tensorflow/tfjs-layers'

/** The input tensors that a tensor comes from, each once, in the order of the layers' inputs. */
export function sourceInputs(tensor: SymbolicTensor): SymbolicTensor[] {
  const found = new Set<SymbolicTensor>()
  const seen = new Set<SymbolicTensor>()
  const visit = (current: SymbolicTensor) => {
    if (seen.has(current)) return
    seen.add(current)
    const parents = current.sourceLayer.inboundNodes[current.nodeIndex]!.inputTensors
    const isInput = parents.length === 0 || parents.includes(current)
    if (isInput) found.add(current)
    else for (const parent of parents) visit(parent)
  }
  visit(tensor)
  return [...found]
}
