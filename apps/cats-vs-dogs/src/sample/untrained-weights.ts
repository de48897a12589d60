import { join } from 'node:path'
import { imageDataGenerator } from '@graft-ml/augment'
import { type DecodePool, fromDirectory } from '@graft-ml/dataset'
import { createEngine } from '@graft-ml/engine'
import { BatchNormalization, weightsToBytes } from '@graft-ml/keras'
import { inceptionV3 } from '@graft-ml/zoo'
import { getBackend, mul, setBackend, tensor, tidy } from '@tensorflow/tfjs-core'
import type { LayersModel } from '@tensorflow/tfjs-layers'

export interface UntrainedWeightsOptions {
  /** Folder with train/. */
  readonly baseFolder: string
  readonly pool: DecodePool
  readonly seed: number
  /** Side of the pictures that the normalisation statistics are measured on. Default 150. */
  readonly size?: number
  /** How many these are. Default 40. */
  readonly count?: number
}

/** The normalisation of the four branches that make mixed7. */
const LAST_BLOCK = [61, 64, 69, 70].map((number) => `batch_normalization_${number}`)

/**
 * Weights of an Inception V3 that has learnt nothing: drawn at random, with BatchNormalization's averages
 * measured on one batch of pictures. With the averages as they are initialised, the signal fades from layer
 * to layer, and at mixed7 nothing is left to train a head on.
 *
 * @returns a weight file in Keras's layout
 */
export async function untrainedWeights(options: UntrainedWeightsOptions): Promise<Uint8Array> {
  const before = getBackend()
  // One pass through tfjs's own layers: in plain JavaScript, where models may lie, it would take a minute.
  await createEngine({ engine: 'wasm' })
  try {
    return await drawWeights(options)
  } finally {
    await setBackend(before)
  }
}

async function drawWeights(options: UntrainedWeightsOptions): Promise<Uint8Array> {
  const { baseFolder, pool, seed, size = 150, count = 40 } = options
  const model = await inceptionV3({ inputShape: [size, size, 3], includeTop: false, weights: null, seed })
  const pictures = await fromDirectory(join(baseFolder, 'train'), {
    targetSize: [size, size],
    batchSize: count,
    classMode: 'none',
    seed,
    transform: imageDataGenerator({ rescale: 1 / 255 }),
    pool,
  })
  for await (const { images } of pictures) {
    measureAverages(model, images.data, images.shape)
    break
  }
  weaken(model, LAST_BLOCK)
  const bytes = await weightsToBytes(model)
  model.dispose()
  return bytes
}

/** Makes the outputs of some layers a third as large, as a trained trunk's sparse features are. */
function weaken(model: LayersModel, names: readonly string[]): void {
  for (const name of names) {
    const [, , variance] = model.getLayer(name).weights
    tidy(() => {
      variance.write(mul(variance.read(), 9))
    })
  }
}

function measureAverages(model: LayersModel, images: Float32Array, shape: readonly number[]): void {
  for (const layer of model.layers) {
    // Without momentum a moving average is that of the last batch.
    if (layer instanceof BatchNormalization) layer.momentum = 0
  }
  tidy(() => {
    model.apply(tensor(images, [...shape]), { training: true })
  })
}
