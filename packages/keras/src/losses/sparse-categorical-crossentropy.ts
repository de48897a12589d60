import {
  cast,
  log,
  logSoftmax,
  mul,
  neg,
  oneHot,
  reshape,
  sub,
  sum,
  type Tensor,
  type Tensor1D,
} from '@tensorflow/tfjs-core'
import { checkSparseShape } from './check-label-shape'
import { clipProbabilities } from './clip-probabilities'
import type { Loss } from './loss'
import { lossFunction } from './per-sample'

const name = 'sparseCategoricalCrossentropy'

const check = (labels: readonly number[], outputs: readonly number[]) =>
  checkSparseShape(name, labels, outputs)

/** -log p of the labelled class, p scaled to sum to 1 after clipping. Labels [N, 1] or [N], outputs [N, classes]. */
export const sparseCategoricalCrossentropy: Loss = {
  name,
  activation: 'softmax',
  fromOutputs: lossFunction(check, (labels, outputs) => {
    const probabilities = clipProbabilities(outputs)
    return sub(log(sum(probabilities, -1)), atLabels(labels, log(probabilities)))
  }),
  fromLogits: lossFunction(check, (labels, logits) => neg(atLabels(labels, logSoftmax(logits)))),
}

/** Of `values` [..., classes] those of the labelled classes, [...]. */
function atLabels(labels: Tensor, values: Tensor): Tensor {
  const classes = cast(reshape(labels, [-1]), 'int32') as Tensor1D
  const chosen = reshape(oneHot(classes, values.shape.at(-1)!), values.shape)
  return sum(mul(chosen, values), -1)
}
