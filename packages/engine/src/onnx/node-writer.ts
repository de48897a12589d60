import type { Attribute, Initializer, Node } from './messages'

/** Collects the nodes and constants of a graph, in the order in which they are to run. */
export class NodeWriter {
  protected readonly nodes: Node[] = []
  protected readonly initializers: Initializer[] = []
  private nextName = 0

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

  private initializer(initializer: Omit<Initializer, 'name'>): string {
    const name = this.newName('w')
    this.initializers.push({ name, ...initializer })
    return name
  }

  private newName(prefix: string): string {
    return `${prefix}${this.nextName++}`
  }
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | BigInt64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength)
}
