import type { LayersModel } from '@tensorflow/tfjs-layers'
import { kerasConfig } from './keras-config'
import { writeHdf5 } from './write-hdf5'
import { writeVersion, writeWeights } from './write-weights'

/**
 * Saves a whole model, layers and weights, as one HDF5 file in Keras's layout: `keras.models.load_model(path)` opens it.
 * Makes the folder where it is missing. The file appears whole or not at all. Node only.
 *
 * @param path a path or `file:` url
 * @throws WeightsFileError `WEIGHTS_NOT_WRITTEN`
 */
export async function saveKerasModel(model: LayersModel, path: string): Promise<void> {
  await writeHdf5(path, async (file) => {
    writeVersion(file)
    file.create_attribute('model_config', JSON.stringify(kerasConfig(model)))
    await writeWeights(file.create_group('model_weights'), model)
  })
}
