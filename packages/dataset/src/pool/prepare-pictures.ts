import type { ImageTransform } from '@graft-ml/core'
import { BrokenImageError } from '../decode/broken-image-error'
import { channelsOf } from '../decode/color-mode'
import { decodeToSize } from '../load/decode-to-size'
import { loadImage } from '../load/load-image'
import { applyInto } from './apply-transform'
import type { BrokenFile, PicturesResult, PicturesTask } from './pictures-task'
import { readBytes } from './read-bytes'
import { readEach } from './read-each'

/** `transform` is applied rather than the one that the task says how to build. */
export type PreparePictures = (task: PicturesTask, transform?: ImageTransform) => Promise<PicturesResult>

/**
 * What a thread does: load, transform, lay one after another. It keeps the transforms that it has built.
 *
 * @param betweenPictures What is waited for between two pictures; nothing on a thread that has nothing else to do.
 */
export function createPreparer(betweenPictures?: () => Promise<unknown>): PreparePictures {
  const transforms = new Map<number, Promise<ImageTransform>>()

  return async (task, transformHere) => {
    const { pictures, load, into, stop, progress } = task
    const pictureLength = load.targetSize[0] * load.targetSize[1] * channelsOf(load.colorMode ?? 'rgb')
    const length = pictures.length * pictureLength
    const images = into?.length === length ? into : new Float32Array(length)
    for (const [row, { path, parameters }] of pictures.entries()) {
      if (row > 0) await betweenPictures?.()
      if (Atomics.load(stop, 0) !== 0) return { status: 'stopped' }
      Atomics.store(progress, 0, row)
      try {
        const image = await decodeToSize(readBytes(path), { ...load, name: path })
        const output = images.subarray(row * pictureLength, (row + 1) * pictureLength)
        const transform = transformHere ?? (task.transform && (await build(task.transform)))
        if (transform) applyInto(transform, image, parameters, output)
        else output.set(image.data)
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
  if (error instanceof BrokenImageError)
    return { status: 'broken', path, reason: error.reason, cause: error.cause }
  const reason = error instanceof Error ? error.message : String(error)
  return { status: 'failed', path, reason, cause: error }
}

/** Decodes each file and keeps nothing but the broken ones. */
export async function checkPictures(paths: readonly string[]): Promise<BrokenFile[]> {
  const found = await readEach(paths, async (path) => void (await loadImage(path)))
  return found.filter((broken) => broken !== undefined)
}
