import type { Image, ImageTransform } from '@graft-ml/core'
import { BrokenImageError } from '../decode/broken-image-error'
import { channelsOf } from '../decode/color-mode'
import { loadImage } from '../load/load-image'
import { applyTransform } from './apply-transform'
import type { BrokenFile, PicturesResult, PicturesTask } from './pictures-task'

export type PreparePictures = (task: PicturesTask) => Promise<PicturesResult>

/** What a thread does: load, transform, lay one after another. It keeps the transforms that it has built. */
export function createPreparer(): PreparePictures {
  const transforms = new Map<number, Promise<ImageTransform>>()

  return async (task) => {
    const { pictures, load, stop, progress } = task
    const pictureLength = load.targetSize[0] * load.targetSize[1] * channelsOf(load.colorMode ?? 'rgb')
    const images = new Float32Array(pictures.length * pictureLength)
    for (const [row, { path, parameters }] of pictures.entries()) {
      if (Atomics.load(stop, 0) !== 0) return { status: 'stopped' }
      Atomics.store(progress, 0, row)
      try {
        const { data, ...shape } = await loadImage(path, load)
        let image: Image = { ...shape, data: new Float32Array(data) }
        if (task.transform) image = applyTransform(await build(task.transform), image, parameters)
        images.set(image.data, row * pictureLength)
      } catch (error) {
        return failure(path, error)
      }
    }
    return images
  }

  function build({ id, portable }: NonNullable<PicturesTask['transform']>): Promise<ImageTransform> {
    const built = transforms.get(id) ?? buildTransform(portable)
    transforms.set(id, built)
    return built
  }
}

async function buildTransform(
  portable: NonNullable<PicturesTask['transform']>['portable'],
): Promise<ImageTransform> {
  const module: Record<string, unknown> = await import(portable.module)
  const create = module[portable.exportName]
  if (typeof create !== 'function')
    throw new Error(`${portable.module} exports no function ${portable.exportName}`)
  return create(portable.options)
}

function failure(path: string, error: unknown): PicturesResult {
  if (error instanceof BrokenImageError) return { status: 'broken', path, reason: error.reason }
  return { status: 'failed', path, reason: error instanceof Error ? error.message : String(error) }
}

/** Decodes each file and keeps nothing but the broken ones. */
export async function checkPictures(paths: readonly string[]): Promise<BrokenFile[]> {
  const broken: BrokenFile[] = []
  for (const path of paths) {
    try {
      await loadImage(path)
    } catch (error) {
      if (!(error instanceof BrokenImageError)) throw error
      broken.push({ path, reason: error.reason })
    }
  }
  return broken
}
