import { type Image, type Preparation, readPreparation } from '@graft-ml/core'
import { gradCam } from '@graft-ml/keras'
import { heatOverlay } from '@graft-ml/report'
import { io, mul, type Tensor, type Tensor4D, tensor4d, tidy } from '@tensorflow/tfjs-core'
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers'

/** What a model says of a photo. */
export interface Answer {
  /** The photo as the model sees it. */
  readonly pixels: Image<Uint8Array>
  /** The same with the places over it that the answer depends on. */
  readonly heat: Image<Uint8Array>
  /** The likeliest first. */
  readonly ranked: readonly { readonly name: string; readonly probability: number }[]
}

/** A model that knows how photos are prepared for it. */
export interface Classifier {
  readonly classes: readonly string[]
  readonly preparation: Preparation
  look(pixels: Image<Uint8Array>): Promise<Answer>
  dispose(): void
}

/** The model at a url; undefined where there is none. */
export async function openModelUrl(url: string): Promise<Classifier | undefined> {
  const response = await fetch(url)
  // A host of single pages answers everything with its page.
  if (!response.ok || !response.headers.get('content-type')?.includes('json')) return undefined
  const { userDefinedMetadata } = (await response.json()) as { userDefinedMetadata?: unknown }
  return classifierOf(await loadLayersModel(url), readPreparation(userDefinedMetadata))
}

/** The model in files that were chosen: `model.json` and its weights. */
export async function openModelFiles(files: readonly File[]): Promise<Classifier> {
  const manifest = files.find(({ name }) => name.endsWith('.json'))
  if (!manifest) throw new Error('Choose the model.json too, with all of its .bin files.')
  const { userDefinedMetadata } = JSON.parse(await manifest.text()) as { userDefinedMetadata?: unknown }
  const preparation = readPreparation(userDefinedMetadata)
  const weights = files.filter((file) => file !== manifest)
  return classifierOf(await loadLayersModel(io.browserFiles([manifest, ...weights])), preparation)
}

function classifierOf(model: LayersModel, preparation: Preparation): Classifier {
  const { classes } = preparation
  return {
    classes,
    preparation,
    look: (pixels) => look(model, preparation, pixels),
    dispose: () => model.dispose(),
  }
}

async function look(
  model: LayersModel,
  { classes, rescale }: Preparation,
  pixels: Image<Uint8Array>,
): Promise<Answer> {
  const { height, width, data } = pixels
  const images = tidy(
    () => mul(tensor4d(Float32Array.from(data), [1, height, width, 3]), rescale) as Tensor4D,
  )
  try {
    const probabilities = await numbersOf(() => model.predict(images) as Tensor)
    const shares =
      probabilities.length === 1 ? [1 - probabilities[0]!, probabilities[0]!] : [...probabilities]
    const ranked = classes
      .map((name, index) => ({ name, probability: shares[index]! }))
      .sort((first, second) => second.probability - first.probability)
    const classIndex = classes.indexOf(ranked[0]!.name)
    return { pixels, ranked, heat: heatOverlay(pixels, await heatOf(model, images, classIndex)) }
  } finally {
    images.dispose()
  }
}

async function heatOf(model: LayersModel, images: Tensor4D, classIndex: number) {
  const map = gradCam(model, images, { classIndex })
  const [, height, width] = map.shape
  try {
    return { height, width, data: await map.data() }
  } finally {
    map.dispose()
  }
}

async function numbersOf(compute: () => Tensor): Promise<Float32Array> {
  const result = tidy(compute)
  try {
    return await result.data<'float32'>()
  } finally {
    result.dispose()
  }
}
