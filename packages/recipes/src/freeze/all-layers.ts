import { LayersModel, type layers } from '@tensorflow/tfjs-layers'

/** The layers in order, with models used as layers opened up. */
export function allLayers(model: LayersModel): layers.Layer[] {
  return model.layers.flatMap((layer) =>
    layer instanceof LayersModel ? [layer, ...allLayers(layer)] : [layer],
  )
}
