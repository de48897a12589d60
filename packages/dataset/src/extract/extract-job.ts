import type { ArchiveLimits } from './archive-limits'

/** One archive on its way into one folder. */
export interface ExtractJob {
  /** Path of the archive. */
  readonly archive: string
  /** Bytes of the archive. */
  readonly size: number
  /** An empty folder. */
  readonly folder: string
  readonly limits: ArchiveLimits
  /** @param loaded - bytes so far, out of `total` */
  readonly report: (loaded: number, total: number) => void
  readonly signal: AbortSignal | undefined
}

/** Carries what the caller's onProgress threw through the streams, whose own errors mean a damaged archive. */
export class ReportFailure extends Error {
  override readonly name = 'ReportFailure'
}
