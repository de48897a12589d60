import type { LayersModel } from '@tensorflow/tfjs-layers'
import { RecipeError } from '../errors/recipe-error'
import { allLayers } from './all-layers'

/** What to throw for a layer that a model does not have, with some that it has. */
export function unknownLayer(model: LayersModel, name: string): RecipeError {
  // A network has hundreds of layers: show those that read alike, else the last ones.
  const names = allLayers(model).map((layer) => layer.name)
  const stem = name.toLowerCase().replace(/\d+$/, '')
  const alike = names.filter((other) => stem !== '' && other.toLowerCase().startsWith(stem))
  const shown = (alike.length > 0 ? alike : names).slice(-12).map((other) => `'${other}'`)
  return new RecipeError({
    code: 'UNKNOWN_LAYER',
    message: `Model '${model.name}' has no layer '${name}'.`,
    hint: `Among its ${names.length} layers are ${shown.join(', ')}.`,
  })
}
