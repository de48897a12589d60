import { InvalidArgumentError } from '@graft-ml/core'

/** How much an archive may hold before it is taken for an attack. */
export interface ArchiveLimits {
  /** Files and folders. Default 500000. */
  readonly entries: number
  /** Bytes of all files together. Default 32 GiB. */
  readonly bytes: number
  /** Bytes of all files for each byte of the archive, looked at above 64 MiB. Default 100. */
  readonly ratio: number
}

const defaultLimits: ArchiveLimits = { entries: 500_000, bytes: 32 * 2 ** 30, ratio: 100 }

/** Small archives of plain pictures may well be a thousand times smaller than what is in them. */
export const ratioFloor = 64 * 2 ** 20

export function withDefaultLimits(limits: Partial<ArchiveLimits> = {}): ArchiveLimits {
  const resolved = { ...defaultLimits, ...limits }
  for (const [name, received] of Object.entries(resolved)) {
    if (typeof received === 'number' && received > 0) continue
    throw new InvalidArgumentError({ argument: `limits.${name}`, expected: 'a number above 0', received })
  }
  return resolved
}
