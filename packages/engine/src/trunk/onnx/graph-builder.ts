import type { Value } from '../../graph/trace'
import type { Attribute, Initializer, Node, ValueInfo } from './messages'
import type { OnnxGraph } from './model-bytes'

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
export class GraphBuilder {
  private readonly nodes: Node[] = []
  private readonly initializers: Initializer[] = []
  private readonly outputs: ValueInfo[] = []
  /** Names of values by layout and id. */
  private readonly names = {
    channelsFirst: new Map<number, string>(),
    channelsLast: new Map<number, string>(),
  }
  private readonly input: ValueInfo
  private nextName = 0

  constructor(input: Value, name: string) {
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

  /** Adds a node and returns the name of its output. */
  node(operator: string, inputs: readonly string[], attributes: readonly Attribute[] = []): string {
    const output = this.newName('t')
    this.nodes.push({ operator, inputs, output, attributes })
    return output
  }

  /** @param values asked for once, when the file is written */
  floats(shape: readonly number[], values: () => Float32Array): string {
    const length = shape.reduce((product, size) => product * size, 1)
    return this.initializer({
      type: 'float32',
      shape,
      byteLength: 4 * length,
      bytes: () => bytesOf(values()),
    })
  }

  integers(values: readonly number[]): string {
    const bytes = bytesOf(BigInt64Array.from(values, BigInt))
    return this.initializer({
      type: 'int64',
      shape: [values.length],
      byteLength: bytes.length,
      bytes: () => bytes,
    })
  }

  /** Makes a value an output of the graph, channels last. */
  output(value: Value, name: string): void {
    this.nodes.push({ operator: 'Identity', inputs: [this.read(value, 'channelsLast')], output: name })
    this.outputs.push({ name, shape: value.shape.map((size, axis) => describe(size, axis, name)) })
  }

  finish(): OnnxGraph {
    return { nodes: this.nodes, initializers: this.initializers, inputs: [this.input], outputs: this.outputs }
  }

  private initializer(initializer: Omit<Initializer, 'name'>): string {
    const name = this.newName('w')
    this.initializers.push({ name, ...initializer })
    return name
  }

  private newName(prefix: string): string {
    return `${prefix}${this.nextName++}`
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

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
