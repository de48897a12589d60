import type { LayerCall } from '../../graph/trace'
import { type Activation, activationNamed, LINEAR } from '../activation'
import type { Operation } from '../operation'
import { configOf, type Translate } from './translation'

export const activationLayer: Translate = (call) => {
  const { activation } = configOf<{ activation: string }>(call.layer)
  const known = activationNamed(activation)
  return known ? apply(call, known) : { unsupported: `has the activation '${activation}'` }
}

export const reluLayer: Translate = (call) => {
  const { maxValue } = configOf<{ maxValue?: number | null }>(call.layer)
  return apply(call, maxValue == null ? { kind: 'relu' } : { kind: 'clippedRelu', maximum: maxValue })
}

export const leakyReluLayer: Translate = (call) =>
  apply(call, { kind: 'leakyRelu', slope: configOf<{ alpha: number }>(call.layer).alpha })

export const eluLayer: Translate = (call) => apply(call, { kind: 'elu' })

export const softmaxLayer: Translate = (call) => {
  const { axis } = configOf<{ axis: number | number[] }>(call.layer)
  const last = call.output.shape.length - 1
  const overLast = [axis].flat().every((one) => one === -1 || one === last)
  return overLast ? apply(call, { kind: 'softmax' }) : { unsupported: `runs over axis ${axis}` }
}

/** Layers that only do something in training. */
export const passThrough: Translate = (call) => apply(call, LINEAR)

function apply(call: LayerCall, activation: Activation): Operation[] {
  return [{ kind: 'activation', input: call.inputs[0], output: call.output, activation }]
}
