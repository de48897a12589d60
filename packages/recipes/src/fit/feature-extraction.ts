import { rmsprop } from '@graft-ml/keras'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { RecipeError } from '../errors/recipe-error'
import { fit } from './fit'
import type { FitOptions, FitResult } from './options'
import { planFit } from './plan'

/**
 * Trains a new head on a frozen trunk. The frozen part runs compiled, outside any gradient.
 *
 * @example
 * freeze(base)
 * const { history } = await featureExtraction(model, { engine, train, validation, epochs: 2 })
 * history.val_acc // one value an epoch
 *
 * @throws RecipeError `NOTHING_FROZEN` when every layer trains: freeze the pretrained part first
 */
export async function featureExtraction(model: LayersModel, options: FitOptions): Promise<FitResult> {
  if (!model.layers.some((layer) => layer.weights.length > 0 && !layer.trainable)) {
    throw new RecipeError({
      code: 'NOTHING_FROZEN',
      message: `Every layer of model '${model.name}' would be trained; feature extraction needs a frozen trunk.`,
      hint: 'Call freeze(base) on the pretrained model, or use fineTune.',
    })
  }
  const plan = planFit(options, { epochs: 2, optimizer: rmsprop({ learningRate: 1e-4 }) })
  return fit(model, plan, 'featureExtraction')
}
