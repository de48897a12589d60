import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { InvalidArgumentError } from '../errors/invalid-argument-error'
import { withFileErrors } from './file-error'

/** How checksums are made. */
export type HashAlgorithm = 'sha256' | 'md5'

/** Which algorithm made a hexadecimal hash: 64 characters are SHA-256, 32 are MD5 (as Keras's `auto`). */
export function hashAlgorithm(hash: string): HashAlgorithm {
  if (/^[0-9a-f]{64}$/i.test(hash)) return 'sha256'
  if (/^[0-9a-f]{32}$/i.test(hash)) return 'md5'
  throw new InvalidArgumentError({
    argument: 'hash',
    expected: '64 hexadecimal characters (SHA-256) or 32 (MD5)',
    received: hash,
  })
}

/** The hash of a file's bytes, in lower-case hexadecimal. */
export async function hashFile(
  path: string,
  algorithm: HashAlgorithm,
  signal?: AbortSignal,
): Promise<string> {
  return await withFileErrors('read', path, async () => {
    const hash = createHash(algorithm)
    for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20, signal })) hash.update(chunk)
    return hash.digest('hex')
  })
}
