import type { LayersModel } from '@tensorflow/tfjs-layers'

/** A model's layers as Keras writes them in its HDF5 files. */
export interface KerasConfig {
  readonly class_name: string
  readonly config: unknown
}

/** tfjs writes nearly what Keras 2 wrote, which all versions read. */
export function kerasConfig(model: LayersModel): KerasConfig {
  const { class_name: kind, config } = model.toJSON(null, false) as unknown as KerasConfig
  return { class_name: kind === 'Model' ? 'Functional' : kind, config }
}
