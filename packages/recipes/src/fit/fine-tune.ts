import { sgd } from '@graft-ml/keras'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { fit } from './fit'
import type { FitOptions, FitResult } from './options'
import { planFit } from './plan'

/**
 * Trains the head together with the layers that were unfrozen, slowly. What is still frozen runs compiled,
 * outside any gradient.
 *
 * @example
 * unfreezeAfter(base, 'mixed6')
 * const { history } = await fineTune(model, { engine, train, validation, epochs: 50 })
 */
export async function fineTune(model: LayersModel, options: FitOptions): Promise<FitResult> {
  const plan = planFit(options, { epochs: 50, optimizer: sgd({ learningRate: 1e-5, momentum: 0.9 }) })
  return fit(model, plan, 'fineTuning')
}
