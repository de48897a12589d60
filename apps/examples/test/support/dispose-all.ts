import type { LayersModel } from '@tensorflow/tfjs-layers'

/** Disposes of models that share layers: tfjs takes a layer's second end for a mistake. */
export function disposeAll(...models: readonly LayersModel[]): void {
  for (const layer of new Set(models.flatMap(({ layers }) => layers))) layer.dispose()
}
