import {
  add,
  div,
  grad,
  matMul,
  max,
  maximum,
  mean,
  mul,
  neg,
  relu,
  slice,
  sum,
  type Tensor,
  type Tensor2D,
  type Tensor3D,
  type Tensor4D,
  tidy,
} from '@tensorflow/tfjs-core'
import { type LayersModel, type layers, model as modelOf, type SymbolicTensor } from '@tensorflow/tfjs-layers'
import { chainAfter, lastFeatureLayer } from './chain'

/** Which class and which feature maps a map is of. */
export interface GradCamOptions {
  /** Index of the class that is asked about. Of a single output 1 is what it is the probability of, 0 the other. */
  readonly classIndex: number
  /** Name of a layer whose output is [N, height, width, channels]. Default: the last one from which a chain leads to the output. */
  readonly layer?: string
}

/**
 * Where a model looks when it speaks for a class: Grad-CAM. Each feature map counts as much as the class's score, before
 * the last activation, grows with it in the mean; what speaks against the class is left out.
 *
 * Source: Selvaraju et al., https://arxiv.org/abs/1610.02391
 *
 * @param images [N, height, width, channels], prepared as for `model.predict`
 * @returns [N, h, w] of the layer's height and width; 0 to 1, the largest of each picture is 1 (or all are 0)
 * @throws InvalidArgumentError where the layer is none of those
 */
export function gradCam(model: LayersModel, images: Tensor4D, options: GradCamOptions): Tensor3D {
  const layer = featureLayer(model, options.layer)
  return tidy(() => gradCamOfFeatures(model, featuresOf(model, layer, images), options))
}

/**
 * The same, of features that something faster has computed.
 *
 * @param features [N, h, w, channels]: what `featureLayer(model, layer)` gives
 */
export function gradCamOfFeatures(
  model: LayersModel,
  features: Tensor4D,
  { classIndex, layer }: GradCamOptions,
): Tensor3D {
  const chain = chainAfter(model, featureLayer(model, layer))
  return tidy(() => {
    const gradients = grad((values: Tensor) => sum(scores(chain, values, classIndex)))(features)
    const weights = mean(gradients, [1, 2], true)
    const heat = relu(sum(mul(features, weights), -1)) as Tensor3D
    const largest = max(heat, [1, 2], true)
    // Where nothing speaks for the class all is 0, and stays so.
    return div(heat, maximum(largest, 1e-12)) as Tensor3D
  })
}

/** The layer that Grad-CAM looks at: the one named, or the last one that will do. @throws InvalidArgumentError */
export function featureLayer(model: LayersModel, name?: string): layers.Layer {
  const layer = name === undefined ? lastFeatureLayer(model) : model.getLayer(name)
  chainAfter(model, layer)
  return layer
}

function featuresOf(model: LayersModel, layer: layers.Layer, images: Tensor4D): Tensor4D {
  const outputs = layer.output as SymbolicTensor
  return modelOf({ inputs: model.inputs, outputs }).predict(images) as Tensor4D
}

/** [N]: the class's score before the last activation, which is flat where it is sure. */
function scores(chain: readonly layers.Layer[], features: Tensor, classIndex: number): Tensor {
  const last = chain[chain.length - 1]!
  const before = chain.slice(0, -1).reduce((values, layer) => layer.apply(values) as Tensor, features)
  const outputs = logitsOf(last, before)
  const [, units] = outputs.shape as [number, number]
  if (units === 1) return classIndex === 1 ? outputs : neg(outputs)
  return slice(outputs, [0, classIndex], [-1, 1])
}

function logitsOf(last: layers.Layer, values: Tensor): Tensor {
  if (last.getClassName() !== 'Dense') return last.apply(values) as Tensor
  const [kernel, bias] = last.getWeights()
  const products = matMul(values as Tensor2D, kernel as Tensor2D)
  return bias ? add(products, bias) : products
}
