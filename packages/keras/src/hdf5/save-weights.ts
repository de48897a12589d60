import type { LayersModel } from '@tensorflow/tfjs-layers'
import { hdf5Bytes, writeHdf5 } from './write-hdf5'
import { writeWeights } from './write-weights'

/**
 * Writes the weights of a model to an HDF5 file in Keras's published layout (`model.load_weights(path)` reads it in
 * Keras, `loadWeights` here). Makes the folder where it is missing. The file appears whole or not at all.
 *
 * @param path a path or `file:` url. Node only; see `weightsToBytes` for browsers
 * @throws WeightsFileError `WEIGHTS_NOT_WRITTEN`
 */
export async function saveWeights(model: LayersModel, path: string): Promise<void> {
  await writeHdf5(path, (file) => writeWeights(file, model))
}

/**
 * The bytes of the file that `saveWeights` would write, in Node and in browsers.
 *
 * @throws WeightsFileError `WEIGHTS_NOT_WRITTEN` for a layer whose name HDF5 cannot hold
 */
export function weightsToBytes(model: LayersModel): Promise<Uint8Array> {
  return hdf5Bytes((file) => writeWeights(file, model))
}
