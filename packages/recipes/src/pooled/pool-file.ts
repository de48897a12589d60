import { open } from 'node:fs/promises'
import { crc32 } from 'node:zlib'
import { withFileErrors } from '@graft-ml/core/files'
import type { RowFile } from '../features/stored/row-file'
import { bytesPerRow } from '../features/stored/row-format'
import type { PoolDescription } from './make-pool'

/*
 * A pool that is kept is one file, so that one rename puts it in its place:
 *   rows      float16, little-endian, each row the features of a variant of a photo
 *   footer    JSON: PoolFooter
 *   16 bytes  length of the footer and its CRC-32, little-endian, and GRAFTPL1
 */
const MAGIC = 'GRAFTPL1'
const TRAILER_BYTES = 16

export interface PoolFooter {
  /** What the features belong to. */
  readonly identity: string
  readonly description: Omit<PoolDescription, 'labels'>
  readonly labels: { readonly data: readonly number[]; readonly shape: readonly number[] }
  /** CRC-32 of each row. */
  readonly checksums: readonly number[]
}

/** Makes a file of rows a pool that another process can read. */
export async function writeFooter(
  file: RowFile,
  identity: string,
  { labels, ...description }: PoolDescription,
): Promise<void> {
  const { data, shape } = labels
  const footer: PoolFooter = {
    identity,
    description,
    labels: { data: [...data], shape },
    checksums: file.checksums,
  }
  const text = Buffer.from(JSON.stringify(footer))
  const trailer = Buffer.alloc(TRAILER_BYTES)
  trailer.writeUInt32LE(text.length, 0)
  trailer.writeUInt32LE(crc32(text), 4)
  trailer.write(MAGIC, 8, 'latin1')
  await file.writeAt(Buffer.concat([text, trailer]), sizeOfRows(description))
  // Without this a power cut after the rename can leave a file without its end under the final name.
  await file.flush()
}

/** The footer of a pool; undefined where there is none, or none that is whole: then the pool is made anew. */
export async function readFooter(path: string): Promise<PoolFooter | undefined> {
  return await withFileErrors('read', path, async () => {
    const file = await open(path, 'r').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    if (!file) return undefined
    try {
      const { size } = await file.stat()
      const trailer = Buffer.alloc(TRAILER_BYTES)
      if (size < TRAILER_BYTES) return undefined
      await file.read(trailer, 0, TRAILER_BYTES, size - TRAILER_BYTES)
      const length = trailer.readUInt32LE(0)
      const begin = size - TRAILER_BYTES - length
      if (trailer.toString('latin1', 8) !== MAGIC || begin < 0) return undefined
      const text = Buffer.alloc(length)
      await file.read(text, 0, length, begin)
      if (crc32(text) !== trailer.readUInt32LE(4)) return undefined
      const footer: PoolFooter = JSON.parse(text.toString())
      return sizeOfRows(footer.description) === begin ? footer : undefined
    } finally {
      await file.close()
    }
  })
}

function sizeOfRows({ photos, variants, format }: Omit<PoolDescription, 'labels'>): number {
  return photos * variants * bytesPerRow(format)
}
