import { resolve } from 'node:path'
import type { Batch, ImageShape, ImageTransform } from '@graft-ml/core'
import { applyInto } from '../pool/apply-transform'
import type { DecodePool } from '../pool/decode-pool'
import type { PictureRequest } from '../pool/pictures-task'
import { ImageTaskError } from '../pool/pool-errors'
import type { ResolvedDirectoryOptions } from './directory-options'
import type { DirectoryIndex } from './index-directory'
import { makeLabels } from './make-labels'
import type { BatchPlan } from './order/batch-plan'

/** What every batch of a folder is made with. */
export interface BatchContext {
  readonly folder: string
  readonly index: DirectoryIndex
  readonly options: ResolvedDirectoryOptions
  readonly shape: ImageShape
  readonly pool: DecodePool
}

/**
 * Reads the pictures of a plan and lays them out as a batch.
 *
 * Where there are no more threads than batches in preparation, each thread prepares a whole batch, whose memory is
 * handed over; more threads share a batch, whose parts are then copied together.
 */
export async function loadBatch(
  plan: BatchPlan,
  context: BatchContext,
  stop: Int32Array<SharedArrayBuffer>,
): Promise<Batch> {
  const { folder, index, options, shape, pool } = context
  const paths = plan.indices.map((picture) => resolve(folder, index.filenames[picture]!))
  const pictures = paths.map((path, row) => ({ path, parameters: plan.parameters[row] }))
  const transform = options.transform && pool.applies(options.transform) ? options.transform : undefined
  const { colorMode, orientation, targetSize, interpolation, keepAspectRatio } = options
  const load = { colorMode, orientation, targetSize, interpolation, keepAspectRatio }
  const parts = await Promise.all(
    split(pictures, Math.max(1, Math.ceil(pool.workers / (options.prefetch + 1)))).map((part) =>
      pool.prepare({
        pictures: transform ? part : part.map(({ path }) => ({ path })),
        load,
        stop,
        transform,
      }),
    ),
  )
  const data = joined(parts)
  if (options.transform && !transform) transformHere(options.transform, data, pictures, context.shape)
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
function transformHere(
  transform: ImageTransform,
  data: Float32Array,
  pictures: readonly PictureRequest[],
  shape: ImageShape,
): void {
  const length = data.length / pictures.length
  for (const [row, { path, parameters }] of pictures.entries()) {
    const output = data.subarray(row * length, (row + 1) * length)
    try {
      applyInto(transform, { ...shape, data: output.slice() }, parameters, output)
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      throw new ImageTaskError({ path, reason, cause })
    }
  }
}
