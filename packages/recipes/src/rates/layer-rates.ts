import type { LayersModel } from '@tensorflow/tfjs-layers'
import { allLayers } from '../freeze/all-layers'
import { unknownLayer } from '../freeze/unknown-layer'
import { checkNumber } from '../options/check-number'

/**
 * By what the learning rate is multiplied for the layers up to the one named, which is the last that it holds for.
 * Layers after the last one named keep the rate as it is.
 *
 * @example
 * { mixed6: 0, mixed7: 0.1, mixed8: 0.3 } // mixed7 at a tenth, mixed8 at three tenths, the head at the whole rate
 */
export type LayerRates = Readonly<Record<string, number>>

/**
 * The factor of each weight, by its `originalName`.
 *
 * @throws RecipeError `UNKNOWN_LAYER`, InvalidArgumentError for a factor below 0
 */
export function rateFactorsOf(model: LayersModel, layerRates: LayerRates): Map<string, number> {
  const layers = allLayers(model)
  const bounds = Object.entries(layerRates).map(([name, factor]) => {
    const last = layers.findIndex((layer) => layer.name === name)
    if (last < 0) throw unknownLayer(model, name)
    return { last, factor: checkNumber(`layerRates.${name}`, factor, 0) }
  })
  bounds.sort((one, other) => one.last - other.last)
  const factors = new Map<string, number>()
  for (const [place, layer] of layers.entries()) {
    const bound = bounds.find(({ last }) => place <= last)
    if (bound) for (const { originalName } of layer.weights) factors.set(originalName, bound.factor)
  }
  return factors
}
