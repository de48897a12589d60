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

  /** @param write fills in the values, once, when the file is written; the target holds anything before */
  floats(shape: readonly number[], write: (target: Float32Array) => void): string {
    const length = shape.reduce((product, size) => product * size, 1)
    return this.initializer({
      type: 'float32',
      shape,
      byteLength: 4 * length,
      write: ({ buffer }) => write(new Float32Array(buffer, 0, length)),
    })
  }

  integers(values: readonly number[]): string {
    const bytes = new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
    return this.initializer({
      type: 'int64',
      shape: [values.length],
      byteLength: bytes.length,
      write: (target) => target.set(bytes),
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
