import { adam, type OptimizerConfig, rmsprop, sgd } from '@graft-ml/keras'
import type { TrainConfig } from '../config/train-knobs'

const OPTIMIZERS: Readonly<Record<TrainConfig['optimizer'], (learningRate: number) => OptimizerConfig>> = {
  rmsprop: (learningRate) => rmsprop({ learningRate }),
  adam: (learningRate) => adam({ learningRate }),
  // The exercise's momentum; without any it takes ten times as long.
  sgd: (learningRate) => sgd({ learningRate, momentum: 0.9 }),
}

export function optimizerOf(name: TrainConfig['optimizer'], learningRate: number): OptimizerConfig {
  return OPTIMIZERS[name](learningRate)
}
