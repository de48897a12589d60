import { oneOf, type PythonRandom } from '@graft-ml/core'
import { dense, dropout } from '@graft-ml/keras'
import { type LayersModel, layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { allLayers } from '../freeze/all-layers'
import { freeze } from '../freeze/freeze'
import { unknownLayer } from '../freeze/unknown-layer'
import { checkNumber } from '../options/check-number'
import { wholeNumber } from '../options/whole-number'

/** What a new head is made of. */
export interface GraftHeadOptions {
  /** The layer of the trunk whose output the head sees: 'mixed7' of Inception V3 in the exercise. */
  readonly at: string
  /** 2 give one probability, that of the second class; more give one each. */
  readonly classes: number
  /** What the head sees of [N, height, width, channels]: the mean of each channel, or every place of it. Default 'average'. */
  readonly pooling?: 'average' | 'flatten'
  /** Of a layer with ReLU before the last one; 0 leaves it out. Default 256. */
  readonly hiddenUnits?: number
  /** The share of what enters the last layer that is left out in training. From 0 to below 1, default 0.2. */
  readonly dropout?: number
  /** What initial values and dropout are drawn from. Default: other ones each time. */
  readonly random?: PythonRandom
}

/**
 * Freezes a trunk, cuts it behind a layer and puts a new head on it: pooling, a hidden layer, dropout, probabilities.
 *
 * @returns a model from the trunk's inputs to [N, 1] for two classes, to go with the loss 'binaryCrossentropy', or to
 *   [N, classes] for more, to go with 'categoricalCrossentropy'
 * @throws RecipeError `UNKNOWN_LAYER`; InvalidArgumentError
 *
 * @example
 * const base = await inceptionV3({ includeTop: false, inputShape: [150, 150, 3] })
 * const model = graftHead(base, { at: 'mixed7', classes: 2 })
 */
export function graftHead(base: LayersModel, options: GraftHeadOptions): LayersModel {
  const { at, classes } = options
  wholeNumber('classes', classes, 2)
  if (!allLayers(base).some(({ name }) => name === at)) throw unknownLayer(base, at)
  freeze(base)
  const features = base.getLayer(at).output as SymbolicTensor
  const outputs = headOf(options).reduce((x, layer) => layer.apply(x) as SymbolicTensor, features)
  return modelOf({ inputs: base.inputs, outputs, name: 'graft' })
}

function headOf({ classes, random, ...options }: GraftHeadOptions): layers.Layer[] {
  const pooling = oneOf('pooling', options.pooling ?? 'average', ['average', 'flatten'])
  const hiddenUnits = wholeNumber('hiddenUnits', options.hiddenUnits ?? 256)
  const rate = checkNumber('dropout', options.dropout ?? 0.2, 0, 1 - Number.EPSILON)
  const last =
    classes === 2
      ? ({ units: 1, activation: 'sigmoid' } as const)
      : ({ units: classes, activation: 'softmax' } as const)
  return [
    pooling === 'flatten'
      ? layers.flatten({ name: 'flatten' })
      : layers.globalAveragePooling2d({ name: 'average' }),
    ...(hiddenUnits > 0 ? [dense({ units: hiddenUnits, activation: 'relu', random, name: 'hidden' })] : []),
    ...(rate > 0 ? [dropout({ rate, random, name: 'dropout' })] : []),
    dense({ ...last, random, name: 'probability' }),
  ]
}
