import { type FileHandle, open, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { oneOf } from '@graft-ml/core'
import { replaceFolder, statIfThere } from '@graft-ml/core/files'
import type { LayersModel, LayerVariable } from '@tensorflow/tfjs-layers'
import { RecipeError } from '../errors/recipe-error'
import { encodeWeight, type Quantization, WEIGHT_TYPES, type WeightType } from './weight-encoding'

/** Bytes of one weight file: small enough for browsers to cache, as tfjs's own converter cuts them. */
const SHARD_BYTES = 4 * 1024 * 1024

/** What is saved beside a model, and how its weights are written. */
export interface SaveOptions {
  /** Kept in `model.json` under `userDefinedMetadata`: class names, how the images were scaled. Plain JSON. */
  readonly metadata?: Readonly<Record<string, unknown>>
  /**
   * How weights are written: `float32` (default) as they are, `float16` in half the room, `uint8` in a quarter, with 256
   * levels for each kernel. tfjs reads all three; what it computes is then a little different.
   */
  readonly weightType?: WeightType
}

/**
 * Saves a model in tfjs's layers format: `model.json` and its weights in shards of 4 MB. Plain tfjs opens it
 * with `tf.loadLayersModel('.../model.json')`, in a browser too. Weights are written one at a time; the
 * folder appears whole or not at all, and replaces an older one.
 *
 * @throws FileError when the disk is full or may not be written; RecipeError `NOT_A_MODEL_FOLDER` where something else
 *   stands there, a file or a folder without a `model.json`: it would be lost
 */
export async function saveModel(
  model: LayersModel,
  folder: string,
  options: SaveOptions = {},
): Promise<void> {
  const type = oneOf('weightType', options.weightType ?? 'float32', WEIGHT_TYPES)
  await assertReplaceable(folder)
  await replaceFolder(folder, async (temporary) => {
    const { paths, weights } = await writeShards(model.weights, type, temporary)
    const manifest = {
      format: 'layers-model',
      generatedBy: 'Graft',
      convertedBy: null,
      modelTopology: model.toJSON(null, false),
      weightsManifest: [{ paths, weights }],
      ...(options.metadata && { userDefinedMetadata: options.metadata }),
    }
    await writeFile(join(temporary, 'model.json'), JSON.stringify(manifest))
  })
}

async function assertReplaceable(folder: string): Promise<void> {
  const stats = await statIfThere(folder)
  if (!stats) return
  const names = stats.isDirectory() ? await readdir(folder) : undefined
  if (names && (names.length === 0 || names.includes('model.json'))) return
  throw new RecipeError({
    code: 'NOT_A_MODEL_FOLDER',
    message: `'${folder}' is ${names ? 'a folder of other things' : 'a file'}, which a model saved there would replace.`,
    hint: 'Save to a folder that is new, empty or holds an older model.',
  })
}

interface WrittenShards {
  readonly paths: readonly string[]
  /** What the manifest says of each weight, in the order of their bytes. */
  readonly weights: readonly WeightEntry[]
}

interface WeightEntry {
  readonly name: string
  readonly shape: readonly (number | null)[]
  readonly dtype: string
  readonly quantization?: Quantization
}

async function writeShards(
  variables: readonly LayerVariable[],
  type: WeightType,
  folder: string,
): Promise<WrittenShards> {
  const writer = new ShardWriter(folder)
  const weights: WeightEntry[] = []
  try {
    for (const variable of variables) {
      const { originalName: name, shape, dtype } = variable
      const values = await variable.read().data<'float32'>()
      const { bytes, quantization } = encodeWeight(values, { type, rank: shape.length })
      await writer.write(bytes)
      weights.push({ name, shape, dtype, ...(quantization && { quantization }) })
    }
  } finally {
    await writer.close()
  }
  return { paths: await writer.rename(), weights }
}

/** Spreads a stream of bytes over files of one shard each. */
class ShardWriter {
  private file: FileHandle | undefined
  private room = 0
  private count = 0

  constructor(private readonly folder: string) {}

  async write(bytes: Uint8Array): Promise<void> {
    let rest = bytes
    while (rest.length > 0) {
      if (this.room === 0) await this.openNext()
      const part = rest.subarray(0, this.room)
      await this.file!.write(part)
      this.room -= part.length
      rest = rest.subarray(part.length)
    }
  }

  async close(): Promise<void> {
    await this.file?.close()
    this.file = undefined
  }

  /** Gives the files the names that tfjs's own converter gives, which hold how many there are. */
  async rename(): Promise<string[]> {
    const names: string[] = []
    for (let shard = 1; shard <= this.count; shard++) {
      names.push(`group1-shard${shard}of${this.count}.bin`)
      await rename(this.path(shard), join(this.folder, names[shard - 1]))
    }
    return names
  }

  private async openNext(): Promise<void> {
    await this.close()
    this.file = await open(this.path(++this.count), 'wx')
    this.room = SHARD_BYTES
  }

  private path(shard: number): string {
    return join(this.folder, `shard${shard}.partial`)
  }
}
