import type { OnProgress, PythonRandom } from '@graft-ml/core'
import { graftHead } from '@graft-ml/recipes'
import { inceptionV3 } from '@graft-ml/zoo'
import type { LayersModel } from '@tensorflow/tfjs-layers'
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
  const model = graftHead(trunk, {
    ...{ at: cutAt, classes: classes.length, random },
    ...{ pooling: config.head, hiddenUnits: config.hiddenUnits, dropout: config.dropout },
  })
  return { model, trunk }
}
