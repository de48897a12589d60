import type { Rule } from '../rule'
import { activationLayer, reluLayer } from './activation'
import { batchNormalization } from './batch-normalization'
import { convolution } from './convolution'
import { dense } from './dense'
import { dropout } from './dropout'
import { averagePool, globalAveragePool, maxPool } from './pooling'
import { added, concatenated, reshaped } from './shape'

/** The layers that a compiled step can hold, by the class names that tfjs and Keras share. */
export const RULES: ReadonlyMap<string, Rule> = new Map([
  ['Activation', activationLayer],
  ['Add', added],
  ['AveragePooling2D', averagePool],
  ['BatchNormalization', batchNormalization],
  ['Concatenate', concatenated],
  ['Conv2D', convolution],
  ['Dense', dense],
  ['Dropout', dropout],
  ['Flatten', reshaped],
  ['GlobalAveragePooling2D', globalAveragePool],
  ['MaxPooling2D', maxPool],
  ['ReLU', reluLayer],
  ['Reshape', reshaped],
])
