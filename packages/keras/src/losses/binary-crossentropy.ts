import { add, log, mul, neg, softplus, sub } from '@tensorflow/tfjs-core'
import { checkSameShape } from './check-label-shape'
import { clipProbabilities } from './clip-probabilities'
import type { Loss } from './loss'
import { lossFunction } from './per-sample'

const name = 'binaryCrossentropy'

const check = (labels: readonly number[], outputs: readonly number[]) => checkSameShape(name, labels, outputs)

/** -(y log p + (1 - y) log(1 - p)), averaged over the last axis. Labels and outputs [N, ..., units]. */
export const binaryCrossentropy: Loss = {
  name,
  activation: 'sigmoid',
  fromOutputs: lossFunction(check, (labels, outputs) => {
    const probabilities = clipProbabilities(outputs)
    const positive = mul(labels, log(probabilities))
    const negative = mul(sub(1, labels), log(sub(1, probabilities)))
    return neg(add(positive, negative))
  }),
  // log(1 + exp(z)) - y z equals the above for p = sigmoid(z).
  fromLogits: lossFunction(check, (labels, logits) => sub(softplus(logits), mul(labels, logits))),
}
