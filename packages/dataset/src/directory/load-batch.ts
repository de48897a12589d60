import { resolve } from 'node:path'
import type { Batch, ImageShape } from '@graft-ml/core'
import { applyTransform } from '../pool/apply-transform'
import type { DecodePool } from '../pool/decode-pool'
import type { PictureRequest } from '../pool/pictures-task'
import { ImageTaskError } from '../pool/pool-errors'
import type { ResolvedDirectoryOptions } from './directory-options'
import type { DirectoryIndex } from './index-directory'
import { makeLabels } from './make-labels'
import type { BatchPlan } from './plan-batch'

/** What every batch of a folder is made with. */
export interface BatchContext {
  readonly folder: string
  readonly index: DirectoryIndex
  readonly options: ResolvedDirectoryOptions
  readonly shape: ImageShape
  readonly pool: DecodePool
}

/** Reads the pictures of a plan, each thread a part of them, and lays them out as a batch. */
export async function loadBatch(
  plan: BatchPlan,
  context: BatchContext,
  stop: Int32Array<SharedArrayBuffer>,
): Promise<Batch> {
  const { folder, index, options, shape, pool } = context
  const paths = plan.indices.map((picture) => resolve(folder, index.filenames[picture]!))
  const pictures = paths.map((path, row) => ({ path, parameters: plan.parameters[row] }))
  const transformed = pool.workers > 0 && options.transform?.portable !== undefined
  const { colorMode, orientation, targetSize, interpolation, keepAspectRatio } = options
  const load = { colorMode, orientation, targetSize, interpolation, keepAspectRatio }
  const parts = await Promise.all(
    split(pictures, Math.max(1, pool.workers)).map((part) =>
      transformed
        ? pool.prepare({ pictures: part, load, stop, transform: options.transform })
        : pool.prepare({ pictures: part.map(({ path }) => ({ path })), load, stop }),
    ),
  )
  const data = joined(parts)
  if (!transformed) transformHere(data, pictures, context)
  const images = { data, shape: [paths.length, shape.height, shape.width, shape.channels] }
  const classIndices = plan.indices.map((picture) => index.labels[picture]!)
  return { images, labels: makeLabels(options.classMode, classIndices, index.classes.length, images), paths }
}

/** At most `count` runs of pictures, as even as they can be. */
function split<Item>(items: readonly Item[], count: number): Item[][] {
  const size = Math.ceil(items.length / count)
  const parts: Item[][] = []
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size))
  return parts
}

function joined(parts: readonly Float32Array[]): Float32Array {
  if (parts.length === 1) return parts[0]!
  const whole = new Float32Array(parts.reduce((length, part) => length + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

/** A transform with a function of the caller's in it cannot go to another thread. */
function transformHere(data: Float32Array, pictures: readonly PictureRequest[], context: BatchContext): void {
  const { shape, options } = context
  if (!options.transform) return
  const length = data.length / pictures.length
  for (const [row, { path, parameters }] of pictures.entries()) {
    const image = { ...shape, data: data.slice(row * length, (row + 1) * length) }
    try {
      data.set(applyTransform(options.transform, image, parameters).data, row * length)
    } catch (cause) {
      throw new ImageTaskError({
        path,
        reason: cause instanceof Error ? cause.message : String(cause),
        cause,
      })
    }
  }
}
