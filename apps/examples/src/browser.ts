import '@tensorflow/tfjs-backend-webgl'
import { type Preparation, readPreparation } from '@graft-ml/core'
import { resizeImage } from '@graft-ml/dataset/resize'
import { mul, ready, type Tensor, tensor4d, tidy } from '@tensorflow/tfjs-core'
import { type LayersModel, loadLayersModel } from '@tensorflow/tfjs-layers'

export interface Classifier {
  readonly model: LayersModel
  readonly preparation: Preparation
}

// #region open
/** Opens `model.json` of a model that was saved by Graft; it is an ordinary one of tfjs. */
export async function openModel(url: string): Promise<Classifier> {
  await ready()
  const model = await loadLayersModel(url)
  // How photos are prepared for this model, and what its outputs mean, was saved with it.
  return { model, preparation: readPreparation(model.getUserDefinedMetadata()) }
}
// #endregion open

// #region classify
/** The probability of each class: for a file from an input, a drop or a camera. */
export async function classify(photo: Blob, { model, preparation }: Classifier) {
  const { rescale, classes } = preparation
  const { data, height, width } = await readPixels(photo, preparation)
  const outputs = tidy(() => {
    const images = tensor4d(Float32Array.from(data), [1, height, width, 3])
    return model.predict(mul(images, rescale)) as Tensor
  })
  const given = await outputs.data()
  outputs.dispose()
  // A single output is the probability of the second of two classes.
  const probabilities = given.length === 1 ? [1 - given[0]!, given[0]!] : given
  return Object.fromEntries(classes.map((name, index) => [name, probabilities[index]!]))
}
// #endregion classify

// #region pixels
/** Decoded by the browser, resized as in training: what a canvas makes of it would be other pixels. */
async function readPixels(photo: Blob, preparation: Preparation) {
  const { inputSize: targetSize, interpolation, keepAspectRatio, orientation } = preparation
  const imageOrientation = orientation === 'apply' ? 'from-image' : 'none'
  const bitmap = await createImageBitmap(photo, { imageOrientation, colorSpaceConversion: 'none' })
  const { height, width } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d')!
  context.drawImage(bitmap, 0, 0)
  const rgba = context.getImageData(0, 0, width, height).data
  const data = Uint8Array.from(
    { length: width * height * 3 },
    (_, at) => rgba[Math.floor(at / 3) * 4 + (at % 3)]!,
  )
  return resizeImage({ height, width, channels: 3, data }, { targetSize, interpolation, keepAspectRatio })
}
// #endregion pixels
