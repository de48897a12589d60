import type { NodeWriter } from '../../onnx/node-writer'

/*
 * Shorthand for the operators that rules use again and again. Images are channels last: [N, height, width, channels].
 */

export function reshape(graph: NodeWriter, node: string, shape: readonly number[]): string {
  return graph.node('Reshape', [node, graph.integers(shape)])
}

/** @param order which axis of the node each axis of the result is */
export function transpose(graph: NodeWriter, node: string, order: readonly number[]): string {
  return graph.node('Transpose', [node], [{ name: 'perm', ints: order }])
}

export function constant(graph: NodeWriter, value: number): string {
  return graph.floats([], (target) => target.fill(value))
}

/** From `starts` to before `ends` along `axes`, every `steps`-th. */
export function slice(
  graph: NodeWriter,
  node: string,
  range: {
    axes: readonly number[]
    starts: readonly number[]
    ends: readonly number[]
    steps?: readonly number[]
  },
): string {
  const { axes, starts, ends, steps = axes.map(() => 1) } = range
  return graph.node('Slice', [node, ...[starts, ends, axes, steps].map((values) => graph.integers(values))])
}

/** @param before elements to add in front of each axis, `after` behind it */
export function pad(
  graph: NodeWriter,
  node: string,
  before: readonly number[],
  after: readonly number[],
  value = 0,
): string {
  if ([...before, ...after].every((size) => size === 0)) return node
  const inputs = [node, graph.integers([...before, ...after])]
  return graph.node('Pad', value === 0 ? inputs : [...inputs, constant(graph, value)])
}

export function concatenate(graph: NodeWriter, nodes: readonly string[], axis: number): string {
  return nodes.length === 1 ? nodes[0] : graph.node('Concat', nodes, [{ name: 'axis', int: axis }])
}

export function sum(graph: NodeWriter, nodes: readonly string[]): string {
  return nodes.length === 1 ? nodes[0] : graph.node('Sum', nodes)
}

/** [M, columns] to [columns]. */
export function sumOfRows(graph: NodeWriter, matrix: string): string {
  return graph.node('ReduceSum', [matrix, graph.integers([0])], [{ name: 'keepdims', int: 0 }])
}

/** [M, columns] to [columns]. */
export function meanOfRows(graph: NodeWriter, matrix: string): string {
  return graph.node(
    'ReduceMean',
    [matrix],
    [
      { name: 'axes', ints: [0] },
      { name: 'keepdims', int: 0 },
    ],
  )
}

export interface Transposes {
  readonly transA?: boolean
  readonly transB?: boolean
}

/** a b, or a b + bias; either matrix may be meant transposed. */
export function multiply(
  graph: NodeWriter,
  [a, b, bias]: readonly [a: string, b: string, bias?: string],
  { transA = false, transB = false }: Transposes = {},
): string {
  return graph.node('Gemm', bias === undefined ? [a, b] : [a, b, bias], [
    { name: 'transA', int: Number(transA) },
    { name: 'transB', int: Number(transB) },
  ])
}
