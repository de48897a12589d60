import { activationNamed } from '../../../plan/activation'
import { configOf } from '../../../plan/translate/translation'
import { multiply, sumOfRows } from '../operations'
import type { Backward, Rule } from '../rule'
import { activate } from './activation'
import { trainable, weightNamed } from './layer-weights'

/** x kernel + bias for x [N, features]. */
export const dense: Rule = (graph, call, [input]) => {
  if (call.inputs[0].shape.length !== 2) return { unsupported: 'has inputs of more than two axes' }
  const { activation } = configOf<{ activation: string }>(call.layer)
  const known = activationNamed(activation)
  if (!known) return { unsupported: `has the activation '${activation}'` }
  const kernel = weightNamed(call.layer, 'kernel')
  const bias = weightNamed(call.layer, 'bias')
  if (!kernel) return { unsupported: 'has no kernel' }
  const kernelName = graph.weight(kernel)
  const product = multiply(graph, [input, kernelName, bias && graph.weight(bias)])
  const activated = activate(graph, product, known)
  if ('unsupported' in activated) return activated
  const backward: Backward = (gradient, [wanted]) => {
    if (trainable(call.layer, kernel)) {
      graph.productGradient(kernel, input, gradient)
    }
    if (bias && trainable(call.layer, bias)) graph.gradient(bias, sumOfRows(graph, gradient))
    return [wanted ? multiply(graph, [gradient, kernelName], { transB: true }) : undefined]
  }
  return {
    output: activated.output,
    backward: (gradient, wanted) => backward(activated.backward(gradient), wanted),
    logits: { node: product, activation: known, backward },
  }
}
