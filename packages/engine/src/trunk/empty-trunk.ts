import type { Graph } from '../graph/trace'
import { guardTrunk } from './guard-trunk'
import type { Trunk } from './trunk'

/** The trunk of a model without a frozen beginning: its features are the images themselves, not copied. */
export function emptyTrunk(graph: Graph): Trunk {
  return guardTrunk({
    name: 'none',
    input: graph.inputs[0],
    run: async (images) => graph.outputs.map(() => images),
    release: () => {},
  })
}
