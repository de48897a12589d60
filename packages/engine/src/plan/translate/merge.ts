import type { Elementwise } from '../operation'
import { configOf, type Translate } from './translation'

export const concatenate: Translate = (call) => {
  const { axis } = configOf<{ axis: number }>(call.layer)
  const last = call.output.shape.length - 1
  const joined = axis === -1 ? last : axis
  // tfjs takes every negative axis for the last one; only running the layer itself gives the same.
  if (joined < 1) return { unsupported: `joins along axis ${axis}` }
  return [{ kind: 'concatenate', inputs: call.inputs, output: call.output, axis: joined }]
}

export function elementwise(method: Elementwise['method']): Translate {
  return (call) => {
    const ranks = new Set(call.inputs.map((input) => input.shape.length))
    if (ranks.size > 1) return { unsupported: 'has inputs of different ranks' }
    return [{ kind: 'elementwise', method, inputs: call.inputs, output: call.output }]
  }
}
