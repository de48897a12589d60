import { createHash } from 'node:crypto'
import { decodeImage } from '../decode/decode-image'
import { type ImageFormat, imageFormat } from '../decode/image-format'
import type { BrokenFile } from '../pool/pictures-task'
import { readBytes } from '../pool/read-bytes'
import { readEach } from '../pool/read-each'

/** What a file holds that was read to its end. */
export interface PictureFacts {
  readonly path: string
  /** Of the file. */
  readonly bytes: number
  /** Told from its first bytes, not from its name. */
  readonly format: ImageFormat
  /** In pixels. */
  readonly height: number
  readonly width: number
  /** SHA-256 of size and colours: the same for copies, whatever else the files say. */
  readonly pixels: string
}

/** Decodes each file. Cloneable between threads. */
export function factsOf(paths: readonly string[]): Promise<(PictureFacts | BrokenFile)[]> {
  return readEach(paths, look)
}

export function isGood(facts: PictureFacts | BrokenFile): facts is PictureFacts {
  return !isBroken(facts)
}

export function isBroken(facts: PictureFacts | BrokenFile): facts is BrokenFile {
  return 'reason' in facts
}

async function look(path: string): Promise<PictureFacts> {
  const bytes = readBytes(path)
  const { data, height, width } = await decodeImage(bytes, { name: path })
  const pixels = createHash('sha256').update(`${height}x${width}`).update(data).digest('hex')
  return { path, bytes: bytes.length, format: imageFormat(bytes)!, height, width, pixels }
}
