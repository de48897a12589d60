import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { customObjects } from '@graft-ml/keras'
import { type serialization, tensor, tidy } from '@tensorflow/tfjs-core'
import { LayersModel, Sequential } from '@tensorflow/tfjs-layers'
import { camelCaseConfig } from './camel-case-config'
import { type ModelManifest, notAModelFolder, parseManifest } from './manifest'
import { ShardReader } from './shard-reader'
import { bytesPerNumber, decodeWeight } from './weight-encoding'
import { withLayerClasses } from './with-layer-classes'

/** A model read from a folder, with what was saved beside it. */
export interface LoadedModel {
  readonly model: LayersModel
  /** What `saveModel` was given as `metadata`. */
  readonly metadata: Readonly<Record<string, unknown>>
}

/**
 * Loads a model that `saveModel`, or tfjs, saved in the layers format. Its layers are Graft's where Graft
 * has its own, so it can be trained on.
 *
 * @param folder the folder that holds `model.json`
 * @throws RecipeError `NOT_A_MODEL_FOLDER` when a file is missing, broken or too short
 */
export async function loadModel(folder: string): Promise<LoadedModel> {
  const manifest = await readManifest(folder)
  const model = build(manifest, folder)
  try {
    await readWeights(model, manifest, folder)
  } catch (error) {
    model.dispose()
    throw error
  }
  return { model, metadata: manifest.userDefinedMetadata ?? {} }
}

async function readManifest(folder: string): Promise<ModelManifest> {
  return parseManifest(parseJson(await readText(folder), folder), folder)
}

async function readText(folder: string): Promise<string> {
  try {
    return await readFile(join(folder, 'model.json'), 'utf8')
  } catch (cause) {
    throw notAModelFolder(folder, 'Its model.json cannot be read.', cause)
  }
}

function parseJson(text: string, folder: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw notAModelFolder(folder, 'Its model.json is not JSON.', cause)
  }
}

function build({ modelTopology }: ModelManifest, folder: string): LayersModel {
  const { class_name: kind, config } = modelTopology.model_config ?? modelTopology
  const builder = { Model: LayersModel, Functional: LayersModel, Sequential }[kind]
  if (!builder) throw notAModelFolder(folder, `It holds a '${kind}', not a layers model.`)
  return withLayerClasses(
    customObjects,
    () =>
      builder.fromConfig(
        builder as unknown as serialization.SerializableConstructor<LayersModel>,
        camelCaseConfig(config) as serialization.ConfigDict,
        {},
        true,
      ) as LayersModel,
  )
}

async function readWeights(
  model: LayersModel,
  { weightsManifest }: ModelManifest,
  folder: string,
): Promise<void> {
  const wanted = new Map(model.weights.map((weight) => [weight.originalName, weight]))
  for (const { paths, weights } of weightsManifest) {
    const reader = new ShardReader(folder, paths)
    try {
      for (const { name, shape, quantization } of weights) {
        const weight = wanted.get(name)
        if (!weight) throw notAModelFolder(folder, `Its weight '${name}' belongs to no layer.`)
        const count = shape.reduce((a, b) => a * b, 1)
        const bytes = await reader.read(count * bytesPerNumber(quantization))
        tidy(() => {
          weight.write(tensor(decodeWeight(bytes, quantization), [...shape]))
        })
        wanted.delete(name)
      }
    } finally {
      await reader.close()
    }
  }
  const [missing] = wanted.keys()
  if (missing) throw notAModelFolder(folder, `The weight '${missing}' is missing.`)
}
