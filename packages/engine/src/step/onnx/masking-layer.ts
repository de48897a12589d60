import type { layers } from '@tensorflow/tfjs-layers'

/** A layer that can say which values it keeps, as `Dropout` of @graft-ml/keras; tfjs's own cannot. */
export type MaskingLayer = layers.Layer & {
  readonly rate: number
  readonly noiseShape: unknown
  nextMask(size: number): Float32Array
}

export function isMasking(layer: layers.Layer): layer is MaskingLayer {
  return 'nextMask' in layer
}
