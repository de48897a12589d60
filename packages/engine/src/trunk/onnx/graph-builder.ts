import type { Value } from '../../graph/trace'
import type { ValueInfo } from '../../onnx/messages'
import type { OnnxGraph } from '../../onnx/model-bytes'
import { NodeWriter } from '../../onnx/node-writer'

/** Where the channels are in an image's axes. ONNX computes with them first, tfjs with them last. */
export type Layout = 'channelsFirst' | 'channelsLast'

const TRANSPOSE: Record<Layout, readonly number[]> = {
  channelsFirst: [0, 3, 1, 2],
  channelsLast: [0, 2, 3, 1],
}

/**
 * Collects nodes. Values of rank 4 may exist in either layout and are transposed, once, when an operation
 * wants the other; all other values have one form.
 */
export class GraphBuilder extends NodeWriter {
  private readonly outputs: ValueInfo[] = []
  /** Names of values by layout and id. */
  private readonly names = {
    channelsFirst: new Map<number, string>(),
    channelsLast: new Map<number, string>(),
  }
  private readonly input: ValueInfo

  constructor(input: Value, name: string) {
    super()
    this.names.channelsLast.set(input.id, name)
    this.input = { name, shape: input.shape.map((size, axis) => describe(size, axis, name)) }
  }

  /** The name of a value in a layout; the layout matters for rank 4 only. */
  read(value: Value, layout: Layout): string {
    const wanted = isImage(value) ? layout : 'channelsLast'
    const known = this.names[wanted].get(value.id)
    if (known) return known
    const other = this.names[wanted === 'channelsFirst' ? 'channelsLast' : 'channelsFirst'].get(value.id)!
    const name = this.node('Transpose', [other], [{ name: 'perm', ints: TRANSPOSE[wanted] }])
    this.names[wanted].set(value.id, name)
    return name
  }

  /** Says that the node called `name` computes `value`. */
  write(value: Value, layout: Layout, name: string): void {
    this.names[isImage(value) ? layout : 'channelsLast'].set(value.id, name)
  }

  /** Makes a value an output of the graph, channels last. */
  output(value: Value, name: string): void {
    this.nodes.push({ operator: 'Identity', inputs: [this.read(value, 'channelsLast')], output: name })
    this.outputs.push({ name, shape: value.shape.map((size, axis) => describe(size, axis, name)) })
  }

  finish(): OnnxGraph {
    return { nodes: this.nodes, initializers: this.initializers, inputs: [this.input], outputs: this.outputs }
  }
}

export function isImage(value: Value): boolean {
  return value.shape.length === 4
}

/** The batch may always have any size, other axes where the model leaves them open. */
function describe(size: number | null, axis: number, name: string): number | string {
  if (axis === 0) return 'N'
  return size ?? `${name}.${axis}`
}
