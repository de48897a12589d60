import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { resolve } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { BatchContext } from './load-batch'
import type { SamplingOptions } from './order/batch-plan'

/** See `DirectoryImages.identity`. */
export async function identityOf(
  { folder, index, options }: BatchContext,
  { seed }: SamplingOptions,
): Promise<string | undefined> {
  const { transform, targetSize, colorMode, interpolation, keepAspectRatio, orientation } = options
  const { batchSize, classMode, shuffle } = options
  if (transform && !transform.portable) return undefined
  // Without the module's address: it is another in every installation.
  const change = transform?.portable && [transform.portable.exportName, transform.portable.options]
  const pictures = { targetSize, colorMode, interpolation, keepAspectRatio, orientation, change }
  const hash = createHash('sha256')
  hash.update(JSON.stringify({ ...pictures, batchSize, classMode, shuffle, seed, classes: index.classes }))
  for (const [at, name] of index.filenames.entries()) {
    hash.update(`\n${name}\0${index.labels[at]}\0`)
    hash.update(await digestOf(resolve(folder, name)))
  }
  return hash.digest('hex')
}

async function digestOf(path: string): Promise<Buffer> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest()
}
