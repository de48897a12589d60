import { mean, square, sub } from '@tensorflow/tfjs-core'
import { checkSameShape } from './check-label-shape'
import type { Loss } from './loss'
import { lossFunction } from './per-sample'

const name = 'meanSquaredError'

/** (y - p)^2, averaged over the last axis. Labels and outputs [N, ..., units]. */
export const meanSquaredError: Loss = {
  name,
  fromOutputs: lossFunction(
    (labels, outputs) => checkSameShape(name, labels, outputs),
    (labels, outputs) => mean(square(sub(labels, outputs)), -1),
  ),
}
