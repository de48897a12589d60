import type { FetchFileOptions } from '@graft-ml/core/files'
import type { ArchiveLimits } from '../extract/archive-limits'

/** Where to keep a data set, and how patient to be; the rest is as for `fetchFile`. */
export interface FetchDatasetOptions
  extends Pick<
    FetchFileOptions,
    | 'folder'
    | 'hash'
    | 'mirrors'
    | 'retries'
    | 'retryDelay'
    | 'timeout'
    | 'offline'
    | 'force'
    | 'onProgress'
    | 'signal'
    | 'fetch'
  > {
  /**
   * Folder inside the archive that holds the data; '' is its top.
   * Default: the card's, or the only folder at the top if that has folders in it, or the top.
   */
  root?: string
  /** How much an archive may hold. Default: 500000 entries, 32 GiB, 100 bytes for each byte of the archive. */
  limits?: Partial<ArchiveLimits>
}
