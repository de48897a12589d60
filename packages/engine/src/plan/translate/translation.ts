import type { NdArray } from '@graft-ml/core'
import type { layers } from '@tensorflow/tfjs-layers'
import type { LayerCall } from '../../graph/trace'
import type { Operation } from '../operation'

/** A layer's weights by their names without the layer's: `kernel`, `moving_mean`. */
export type LayerWeights = ReadonlyMap<string, NdArray>

/** Why a layer cannot be part of a plan, to follow "Layer 'x' (Class) ". */
export interface Unsupported {
  readonly unsupported: string
}

/** Turns one kind of layer into operations that do the same in inference. */
export type Translate = (call: LayerCall, weights: LayerWeights) => readonly Operation[] | Unsupported

/** A layer's settings, in the shape that tfjs writes for its class. */
export function configOf<Config>(layer: layers.Layer): Config {
  return layer.getConfig() as unknown as Config
}
