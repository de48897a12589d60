import { RecipeError } from '../errors/recipe-error'

interface Topology {
  readonly class_name: string
  readonly config: unknown
}

/** `model.json` of tfjs's layers format, as far as it is read here. */
export interface ModelManifest {
  readonly modelTopology: Topology & { readonly model_config?: Topology }
  readonly weightsManifest: readonly {
    readonly paths: readonly string[]
    readonly weights: readonly { readonly name: string; readonly shape: number[]; readonly dtype: string }[]
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
  const quantised = weightsManifest
    .flatMap((group) => group.weights)
    .find((weight) => weight.dtype !== 'float32')
  if (quantised)
    throw notAModelFolder(folder, `Its weight '${quantised.name}' is ${quantised.dtype}, not float32.`)
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
