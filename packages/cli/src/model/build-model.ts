import type { OnProgress, PythonRandom } from '@graft-ml/core'
import { dense, dropout } from '@graft-ml/keras'
import { freeze } from '@graft-ml/recipes'
import { inceptionV3 } from '@graft-ml/zoo'
import { type LayersModel, layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import type { TrainConfig } from '../config/train-knobs'

export interface BuiltModel {
  /** From the picture to the classes. */
  readonly model: LayersModel
  /** All of Inception V3, frozen; the model's first layers are its own. */
  readonly trunk: LayersModel
}

export interface BuildModelOptions {
  readonly config: TrainConfig
  readonly classes: readonly string[]
  /** What the initial values and the masks of dropout are drawn from. */
  readonly random: PythonRandom
  readonly onProgress: OnProgress
  readonly signal: AbortSignal
}

/** Inception V3 up to a block, frozen, with a new head on it. */
export async function buildModel(options: BuildModelOptions): Promise<BuiltModel> {
  const { config, classes, random, onProgress, signal } = options
  const { imageSize, weights, cutAt } = config
  const trunk = await inceptionV3({
    includeTop: false,
    inputShape: [imageSize, imageSize, 3],
    weights: weights === 'none' ? null : weights,
    random,
    onProgress,
    signal,
  })
  freeze(trunk)
  const features = trunk.getLayer(cutAt).output as SymbolicTensor
  const outputs = graftHead(features, config, classes.length, random)
  return { model: modelOf({ inputs: trunk.inputs, outputs, name: 'graft' }), trunk }
}

/** Two classes are told apart by one probability, that of the second; more have one each. */
function graftHead(
  features: SymbolicTensor,
  { head, hiddenUnits, dropout: rate }: TrainConfig,
  classes: number,
  random: PythonRandom,
): SymbolicTensor {
  const last =
    classes === 2
      ? ({ units: 1, activation: 'sigmoid' } as const)
      : ({ units: classes, activation: 'softmax' } as const)
  const stack = [
    head === 'flatten'
      ? layers.flatten({ name: 'flatten' })
      : layers.globalAveragePooling2d({ name: 'average' }),
    ...(hiddenUnits > 0 ? [dense({ units: hiddenUnits, activation: 'relu', random, name: 'hidden' })] : []),
    ...(rate > 0 ? [dropout({ rate, random, name: 'dropout' })] : []),
    dense({ ...last, random, name: 'probability' }),
  ]
  return stack.reduce((x, layer) => layer.apply(x) as SymbolicTensor, features)
}
