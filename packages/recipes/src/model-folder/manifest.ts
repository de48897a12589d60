import { RecipeError } from '../errors/recipe-error'
import { type Quantization, WEIGHT_TYPES } from './weight-encoding'

interface Topology {
  readonly class_name: string
  readonly config: unknown
}

/** A weight as it lies in the files. */
export interface WeightEntry {
  readonly name: string
  readonly shape: readonly number[]
  readonly dtype: string
  readonly quantization?: Quantization
}

/** `model.json` of tfjs's layers format, as far as it is read here. */
export interface ModelManifest {
  readonly modelTopology: Topology & { readonly model_config?: Topology }
  readonly weightsManifest: readonly {
    readonly paths: readonly string[]
    readonly weights: readonly WeightEntry[]
  }[]
  readonly userDefinedMetadata?: Readonly<Record<string, unknown>>
}

/** @throws RecipeError `NOT_A_MODEL_FOLDER` */
export function parseManifest(json: unknown, folder: string): ModelManifest {
  const { modelTopology, weightsManifest } = (json ?? {}) as Partial<ModelManifest>
  const topology = modelTopology?.model_config ?? modelTopology
  if (typeof topology?.class_name !== 'string' || !Array.isArray(weightsManifest)) {
    throw notAModelFolder(folder, 'Its model.json has no modelTopology or no weightsManifest.')
  }
  for (const path of weightsManifest.flatMap((group) => group.paths)) {
    // A model.json from elsewhere must not reach outside its folder.
    if (/[\\/]|^\.\.?$/.test(path))
      throw notAModelFolder(folder, `Its weight file name '${path}' leaves the folder.`)
  }
  for (const { name, dtype, quantization } of weightsManifest.flatMap((group) => group.weights)) {
    const type = quantization?.dtype ?? dtype
    if (dtype !== 'float32' || !WEIGHT_TYPES.some((known) => known === type))
      throw notAModelFolder(folder, `Its weight '${name}' is ${type}, not ${WEIGHT_TYPES.join(' or ')}.`)
  }
  return json as ModelManifest
}

export function notAModelFolder(folder: string, why: string, cause?: unknown): RecipeError {
  return new RecipeError({
    code: 'NOT_A_MODEL_FOLDER',
    message: `'${folder}' holds no complete model in tfjs's layers format. ${why}`,
    hint: 'Pass a folder that saveModel wrote.',
    cause,
  })
}
