import { div, log, logSoftmax, mul, neg, sum } from '@tensorflow/tfjs-core'
import { checkSameShape } from './check-label-shape'
import { clipProbabilities } from './clip-probabilities'
import type { Loss } from './loss'
import { lossFunction } from './per-sample'

const name = 'categoricalCrossentropy'

const check = (labels: readonly number[], outputs: readonly number[]) => checkSameShape(name, labels, outputs)

/** -sum(y log p) over the last axis, p scaled to sum to 1. Labels and outputs [N, ..., classes]. */
export const categoricalCrossentropy: Loss = {
  name,
  activation: 'softmax',
  fromOutputs: lossFunction(check, (labels, outputs) => {
    const probabilities = clipProbabilities(div(outputs, sum(outputs, -1, true)))
    return neg(sum(mul(labels, log(probabilities)), -1))
  }),
  fromLogits: lossFunction(check, (labels, logits) => neg(sum(mul(labels, logSoftmax(logits)), -1))),
}
