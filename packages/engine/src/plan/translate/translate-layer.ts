import type { LayerCall } from '../../graph/trace'
import type { Operation } from '../operation'
import { activationLayer, eluLayer, leakyReluLayer, passThrough, reluLayer, softmaxLayer } from './activation'
import { batchNormalization } from './batch-normalization'
import { convolution, depthwiseConvolution, separableConvolution } from './convolution'
import { dense } from './dense'
import { concatenate, elementwise } from './merge'
import { globalPool, pool } from './pooling'
import { flatten, reshape, zeroPadding } from './shape'
import type { LayerWeights, Translate, Unsupported } from './translation'

/** The layers that plans can hold, by the class names that tfjs and Keras share. */
const TRANSLATIONS: ReadonlyMap<string, Translate> = new Map([
  ['Activation', activationLayer],
  ['Add', elementwise('add')],
  ['AlphaDropout', passThrough],
  ['Average', elementwise('average')],
  ['AveragePooling2D', pool('average')],
  ['BatchNormalization', batchNormalization],
  ['Concatenate', concatenate],
  ['Conv2D', convolution],
  ['Dense', dense],
  ['DepthwiseConv2D', depthwiseConvolution],
  ['Dropout', passThrough],
  ['ELU', eluLayer],
  ['Flatten', flatten],
  ['GaussianDropout', passThrough],
  ['GaussianNoise', passThrough],
  ['GlobalAveragePooling2D', globalPool('average')],
  ['GlobalMaxPooling2D', globalPool('max')],
  ['LeakyReLU', leakyReluLayer],
  ['MaxPooling2D', pool('max')],
  ['Maximum', elementwise('maximum')],
  ['Minimum', elementwise('minimum')],
  ['Multiply', elementwise('multiply')],
  ['ReLU', reluLayer],
  ['Reshape', reshape],
  ['SeparableConv2D', separableConvolution],
  ['Softmax', softmaxLayer],
  ['ZeroPadding2D', zeroPadding],
])

/** One layer as operations, or why not. */
export function translateLayer(call: LayerCall, weights: LayerWeights): readonly Operation[] | Unsupported {
  const translate = TRANSLATIONS.get(call.layer.getClassName())
  return translate ? translate(call, weights) : { unsupported: 'has no operation of its own' }
}
