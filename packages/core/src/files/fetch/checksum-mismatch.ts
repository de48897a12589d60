import { FetchError } from './fetch-error'
import type { ExpectedHash } from './fetch-plan'

export function checksumMismatch(
  source: string,
  { algorithm, value }: ExpectedHash,
  received: string,
): FetchError {
  const name = algorithm === 'md5' ? 'MD5' : 'SHA-256'
  return new FetchError({
    code: 'CHECKSUM_MISMATCH',
    source,
    expected: value,
    received,
    message: `${source} is not the expected file: its ${name} should be ${value}. Received: ${received}.`,
    hint: 'The file was changed, cut short or is another one: get it anew, or correct the hash.',
  })
}
