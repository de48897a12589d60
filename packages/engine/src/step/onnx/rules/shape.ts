import { configOf } from '../../../plan/translate/translation'
import { concatenate, reshape, slice } from '../operations'
import type { Rule } from '../rule'

/** Flatten and Reshape. */
export const reshaped: Rule = (graph, call, [input]) => {
  const [before, after] = [call.inputs[0].shape.slice(1), call.output.shape.slice(1)]
  if ([...before, ...after].includes(null)) return { unsupported: 'has inputs of any size' }
  return {
    output: reshape(graph, input, [-1, ...(after as number[])]),
    backward: (gradient) => [reshape(graph, gradient, [-1, ...(before as number[])])],
  }
}

export const concatenated: Rule = (graph, call, inputs) => {
  const { axis } = configOf<{ axis: number }>(call.layer)
  const last = call.output.shape.length - 1
  const joined = axis === -1 ? last : axis
  // tfjs takes every negative axis for the last one; only running the layer itself gives the same.
  if (joined < 1) return { unsupported: `joins along axis ${axis}` }
  const lengths = call.inputs.map((input) => input.shape[joined])
  if (lengths.includes(null)) return { unsupported: 'has inputs of any size' }
  return {
    output: concatenate(graph, inputs, joined),
    backward: (gradient, wanted) => {
      let end = 0
      return (lengths as number[]).map((length, index) => {
        end += length
        if (!wanted[index]) return undefined
        return slice(graph, gradient, { axes: [joined], starts: [end - length], ends: [end] })
      })
    },
  }
}

/** Inputs of one shape. */
export const added: Rule = (graph, call, inputs) => {
  const shapes = new Set(call.inputs.map((input) => input.shape.slice(1).join()))
  if (shapes.size > 1) return { unsupported: 'adds inputs of different shapes' }
  return { output: graph.node('Sum', inputs), backward: (gradient) => inputs.map(() => gradient) }
}
