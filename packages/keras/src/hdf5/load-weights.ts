import { tensor, tidy } from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'
import { matchByName, matchByOrder } from './match-weights'
import type { SkippedWeights } from './mismatch'
import type { WeightsSource } from './open-hdf5'
import { readWeights, type WeightsFile } from './read-weights'

/** How the weights of a file go to the layers of a model. */
export interface LoadWeightsOptions {
  /**
   * Load the layers that have the same name, whatever their order, and leave the others as they are.
   * Default: false, the k-th layer with weights of the file goes to the k-th of the model.
   */
  byName?: boolean
  /**
   * Leave weights as they are where the file's have another shape (and, by name, where a layer has another number
   * of them), and report them. Default: false, an error.
   */
  skipMismatch?: boolean
  /** Called after each array, with how many are done. */
  onProgress?: (progress: LoadWeightsProgress) => void
}

/** How far loading is. */
export interface LoadWeightsProgress {
  readonly layer: string
  /** Arrays. */
  readonly done: number
  readonly total: number
}

/** What became of the file's weights. */
export interface LoadedWeights {
  /** Number of arrays that were loaded. */
  readonly loaded: number
  /** What did not fit; empty unless `skipMismatch`. */
  readonly skipped: readonly SkippedWeights[]
  /** Layers of the file that the model does not have; empty unless `byName`. */
  readonly unusedLayers: readonly string[]
  /** Layers of the model that the file does not have: they are as they were; empty unless `byName`. */
  readonly untouchedLayers: readonly string[]
}

/**
 * Loads weights in Keras's published HDF5 layout into a model, by Keras's rules.
 *
 * All or nothing: the whole file is matched and read before the first weight changes. That takes, for a moment,
 * the memory of the weights a second time.
 *
 * @param source a path, a `file:` url (both Node), the bytes of a file, or a file opened with `readWeights`,
 *   which stays open
 * @throws WeightsMismatchError when the weights are another network's
 * @throws WeightsFileError when the file is missing, damaged or in another layout
 */
export async function loadWeights(
  model: LayersModel,
  source: WeightsSource | WeightsFile,
  options: LoadWeightsOptions = {},
): Promise<LoadedWeights> {
  if (isOpen(source)) return loadFrom(model, source, options)
  const file = await readWeights(source)
  try {
    return loadFrom(model, file, options)
  } finally {
    file.close()
  }
}

function loadFrom(model: LayersModel, file: WeightsFile, options: LoadWeightsOptions): LoadedWeights {
  const { byName = false, skipMismatch = false, onProgress } = options
  const match = byName ? matchByName : matchByOrder
  const { assignments, ...rest } = match(model, file, skipMismatch)
  const values = assignments.map(({ saved }) => saved.read())
  assignments.forEach(({ layer, variable }, index) => {
    // The variable takes the new tensor's memory over: nothing is copied, and tidy drops only the handle.
    tidy(() => {
      variable.write(tensor(values[index]!, variable.shape.map(Number), variable.dtype))
    })
    onProgress?.({ layer, done: index + 1, total: assignments.length })
  })
  return { loaded: assignments.length, ...rest }
}

function isOpen(source: WeightsSource | WeightsFile): source is WeightsFile {
  return typeof source === 'object' && 'layers' in source && 'close' in source
}
