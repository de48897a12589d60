import { LayersModel, type layers } from '@tensorflow/tfjs-layers'
import { allLayers } from './all-layers'
import { unknownLayer } from './unknown-layer'

/**
 * Freezes every layer of a model, those of models inside it too: nothing in them is trained, and their
 * BatchNormalization uses and keeps its moving averages.
 *
 * @returns how many layers with weights are frozen now
 */
export function freeze(model: LayersModel): number {
  return setTrainable(allLayers(model), false)
}

/**
 * Opens every layer for training.
 *
 * @returns how many layers with weights are open now
 */
export function unfreeze(model: LayersModel): number {
  return setTrainable(allLayers(model), true)
}

/** What stays frozen all the same. */
export interface UnfreezeOptions {
  /**
   * Leave BatchNormalization frozen: it goes on with the moving averages that it came with, instead of the statistics
   * of small batches, which differ from what the layers behind it have learnt to expect. Default false, as in the
   * exercise; true is what keeps a fine-tuning from beginning with a step back.
   */
  readonly keepNormalization?: boolean
}

/**
 * Opens the layers that come after the one named, in the order of `model.layers`; those before it stay as
 * they are. Takes effect when training is next prepared.
 *
 * @example
 * unfreezeAfter(base, 'mixed6') // Inception V3: mixed7 and what follows
 * unfreezeAfter(base, 'mixed6', { keepNormalization: true }) // its convolutions only
 *
 * @returns how many layers with weights were opened
 * @throws RecipeError `UNKNOWN_LAYER`
 */
export function unfreezeAfter(
  model: LayersModel,
  name: string,
  { keepNormalization = false }: UnfreezeOptions = {},
): number {
  const layers = allLayers(model)
  const last = layers.findIndex((layer) => layer.name === name)
  if (last < 0) throw unknownLayer(model, name)
  const opened = layers.slice(last + 1)
  return setTrainable(keepNormalization ? opened.filter((layer) => !normalizes(layer)) : opened, true)
}

function setTrainable(layers: readonly layers.Layer[], trainable: boolean): number {
  for (const layer of layers) layer.trainable = trainable
  return layers.filter((layer) => !(layer instanceof LayersModel) && layer.weights.length > 0).length
}

/** tfjs's own class has the same name. */
function normalizes(layer: layers.Layer): boolean {
  return layer.getClassName() === 'BatchNormalization'
}
