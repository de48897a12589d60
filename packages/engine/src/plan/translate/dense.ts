import { activationNamed } from '../activation'
import { configOf, type Translate } from './translation'
import { hasWeights, weight } from './weights'

export const dense: Translate = (call, weights) => {
  const { activation } = configOf<{ activation: string }>(call.layer)
  const known = activationNamed(activation)
  if (!known) return { unsupported: `has the activation '${activation}'` }
  if (!hasWeights(weights, ['kernel'])) return { unsupported: 'has no kernel' }
  return [
    {
      kind: 'dense',
      input: call.inputs[0],
      output: call.output,
      kernel: weight(weights, 'kernel'),
      bias: weights.get('bias')?.data,
      activation: known,
    },
  ]
}
