import { join } from 'node:path'
import type { Image } from '@graft-ml/core'
import { encodeImage, loadImage } from '@graft-ml/dataset'
import { type HeatMap, heatOverlay } from '@graft-ml/report'
import type { Gallery, GalleryPhoto, PagePrediction, Picture } from '@graft-ml/report/page'
import { chooseGallery } from './choose-gallery'
import { type HeatOptions, photoHeats } from './photo-heats'

/** Photos in each part of the gallery. */
const MOST = 12

/** Draws the photos that say most about a model, and where it looks in each. */
export async function drawGallery(
  predictions: readonly PagePrediction[],
  options: HeatOptions,
): Promise<Gallery> {
  const { mistakes, uncertain } = chooseGallery(predictions, MOST)
  const photos = [...mistakes, ...uncertain]
  const heats = await photoHeats(photos, options)
  const drawn = await Promise.all(photos.map((photo, index) => drawPhoto(photo, heats[index]!, options)))
  return { mistakes: drawn.slice(0, mistakes.length), uncertain: drawn.slice(mistakes.length) }
}

async function drawPhoto(
  photo: PagePrediction,
  heat: HeatMap,
  { folder, preparation }: HeatOptions,
): Promise<GalleryPhoto> {
  const { inputSize: targetSize, interpolation, keepAspectRatio, orientation } = preparation
  const reading = { targetSize, interpolation, keepAspectRatio, orientation }
  const image = await loadImage(join(folder, photo.path), reading)
  return { ...photo, picture: await pictureOf(image), heat: await pictureOf(heatOverlay(image, heat)) }
}

/** As a file of its own in a page. */
export async function pictureOf(image: Image<Uint8Array>): Promise<Picture> {
  const bytes = await encodeImage(image, { format: 'jpeg', scale: false, quality: 82 })
  const url = `data:image/jpeg;base64,${Buffer.from(bytes).toString('base64')}`
  return { url, width: image.width, height: image.height }
}
