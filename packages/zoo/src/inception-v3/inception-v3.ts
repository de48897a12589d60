import { loadWeights } from '@graft-ml/keras'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { openWeights } from '../weights/open-weights'
import { buildInceptionV3 } from './build'
import { modelCard } from './model-card'
import { checkedOptions, type InceptionV3Options, validWeights } from './options'

/**
 * Inception V3, layer for layer the network that Keras publishes: same names, same order, same weights.
 *
 * Takes images of shape [N, height, width, 3] with values from -1 to 1 (see `preprocessInput`). Gives class
 * probabilities [N, classes] with the top; without it features [N, height', width', 2048], or [N, 2048] with `pooling`.
 *
 * @example
 * const trunk = await inceptionV3({ includeTop: false, inputShape: [150, 150, 3], weights: 'weights.h5' })
 * const features = trunk.getLayer('mixed7').output // [null, 7, 7, 768]
 *
 * @throws InvalidArgumentError when options are wrong, or do not go together
 * @throws FetchError when the published weights cannot be downloaded, or have the wrong checksum
 * @throws WeightsFileError, WeightsMismatchError when the weights are no weights, or another network's
 *
 * Source: Szegedy et al., Rethinking the Inception Architecture, https://arxiv.org/abs/1512.00567
 */
export async function inceptionV3(options: InceptionV3Options = {}): Promise<LayersModel> {
  const checked = checkedOptions(options)
  const { weights, includeTop, skipMismatch, random } = checked
  if (weights === null) return buildInceptionV3(checked, { zeros: false, random }).model

  const published = includeTop ? modelCard.weights.top : modelCard.weights.noTop
  const file = await openWeights({ weights, published, valid: validWeights }, options)
  try {
    // Drawing 22 million random numbers takes longer than reading the weights that replace them.
    const built = buildInceptionV3(checked, { zeros: !skipMismatch, random })
    try {
      const loaded = await loadWeights(built.model, file, { skipMismatch })
      options.onLoaded?.(loaded)
      return built.model
    } catch (error) {
      built.dispose()
      throw error
    }
  } finally {
    file.close()
  }
}
