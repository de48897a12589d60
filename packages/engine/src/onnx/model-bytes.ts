import {
  encodeFieldHead,
  encodeInitializerHead,
  encodeModelHead,
  encodeNode,
  encodeText,
  encodeValueInfo,
  type Initializer,
  type Node,
  type ValueInfo,
} from './messages'

/** A network in ONNX's terms. */
export interface OnnxGraph {
  readonly nodes: readonly Node[]
  readonly initializers: readonly Initializer[]
  readonly inputs: readonly ValueInfo[]
  readonly outputs: readonly ValueInfo[]
}

/** Fields of GraphProto. */
const GraphField = { node: 1, name: 2, initializer: 5, input: 11, output: 12 } as const

/** Bytes of the file, or where they come from once their place in it is known. */
type Part = Uint8Array | Initializer

/**
 * A ModelProto. Lengths are known beforehand, so that the file is written once, front to back, and holds
 * the only copy of the weights besides the one that is being written, in memory that the next one uses again.
 */
export function modelBytes(graph: OnnxGraph): Uint8Array {
  const parts = graphParts(graph)
  const graphLength = totalLength(parts)
  const head = encodeModelHead(graphLength)
  const file = new Uint8Array(head.length + graphLength)
  file.set(head)
  const room = new ArrayBuffer(Math.max(0, ...graph.initializers.map(({ byteLength }) => byteLength)))
  let position = head.length
  for (const part of parts) {
    file.set(part instanceof Uint8Array ? part : written(part, room), position)
    position += part.byteLength
  }
  return file
}

/** Numbers lie at multiples of their size there, which they need not do in the file. */
function written(initializer: Initializer, room: ArrayBuffer): Uint8Array {
  const target = new Uint8Array(room, 0, initializer.byteLength)
  initializer.write(target)
  return target
}

function graphParts({ nodes, initializers, inputs, outputs }: OnnxGraph): Part[] {
  return [
    ...nodes.flatMap((node) => field(GraphField.node, [encodeNode(node)])),
    encodeText(GraphField.name, 'graft'),
    ...initializers.flatMap((initializer) =>
      field(GraphField.initializer, [encodeInitializerHead(initializer), initializer]),
    ),
    ...inputs.flatMap((input) => field(GraphField.input, [encodeValueInfo(input)])),
    ...outputs.flatMap((output) => field(GraphField.output, [encodeValueInfo(output)])),
  ]
}

function field(number: number, parts: Part[]): Part[] {
  return [encodeFieldHead(number, totalLength(parts)), ...parts]
}

function totalLength(parts: readonly Part[]): number {
  return parts.reduce((sum, part) => sum + part.byteLength, 0)
}
