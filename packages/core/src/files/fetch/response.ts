import type { PartialFile } from './partial-file'
import { TransferFailure } from './transfer-failure'

/** Bytes of the whole file, when the server says so and means bytes of the file. */
export function announcedBytes(response: Response): number | undefined {
  const length = response.headers.get('content-length')
  return length === null || isEncoded(response) ? undefined : Number(length)
}

/** What identifies this version of the file in If-Range: a strong ETag, else its date. */
export function validatorOf(response: Response): string | undefined {
  if (isEncoded(response)) return undefined
  const tag = response.headers.get('etag')
  if (tag && !tag.startsWith('W/')) return tag
  return response.headers.get('last-modified') ?? undefined
}

/** Whether a partial response from `key` begins where the partial file ends and is of the same version of the file. */
export function continues(response: Response, partial: PartialFile, key: string): boolean {
  const range = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(response.headers.get('content-range') ?? '')
  if (!range || partial.size === 0 || Number(range[1]) !== partial.size) return false
  const total = partial.state?.total
  if (range[2] !== '*' && total !== undefined && Number(range[2]) !== total) return false
  const validator = validatorOf(response)
  const known = partial.state?.validator
  const isComparable =
    partial.state?.key === key &&
    validator !== undefined &&
    known !== undefined &&
    isTag(validator) === isTag(known)
  return !isComparable || validator === known
}

/** The failure that an HTTP status other than success stands for. */
export function statusFailure(response: Response): TransferFailure {
  const { status } = response
  return new TransferFailure({
    kind: 'status',
    status,
    reason: `the server answered with status ${status} ${response.statusText}`.trimEnd(),
    retryable: status === 408 || status === 425 || status === 429 || status >= 500,
    retryAfter: retryAfter(response),
    hint:
      status === 407 ? 'Put the name and password of the proxy into HTTP_PROXY and HTTPS_PROXY.' : undefined,
  })
}

/** Tags compare with tags, dates with dates. */
function isTag(validator: string): boolean {
  return validator.startsWith('"')
}

function isEncoded(response: Response): boolean {
  const encoding = response.headers.get('content-encoding')
  return encoding !== null && encoding !== 'identity'
}

/** Milliseconds; the header holds seconds or a date. */
function retryAfter(response: Response): number | undefined {
  const value = response.headers.get('retry-after')
  if (value === null) return undefined
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now()
  return Number.isFinite(milliseconds) ? Math.max(0, milliseconds) : undefined
}
