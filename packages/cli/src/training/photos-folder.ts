import { dirname } from 'node:path'
import type { OnProgress } from '@graft-ml/core'
import { fetchDataset } from '@graft-ml/dataset'
import type { FoundConfig } from '../config/read-config-file'
import { pathOr } from '../text/path-or'

export interface PhotosFolderOptions {
  /** What the command line says. */
  readonly said: string | undefined
  readonly file: FoundConfig | undefined
  /** Where the command was called. */
  readonly here: string
  readonly onProgress: OnProgress
  readonly signal: AbortSignal
}

/** The folder of photos: what lies there, is fetched or is unpacked. */
export async function photosFolder(options: PhotosFolderOptions): Promise<string> {
  const { said, file, here, onProgress, signal } = options
  const [source, from] =
    said === undefined && file?.photos !== undefined ? [file.photos, dirname(file.path)] : [said ?? '.', here]
  return await fetchDataset(pathOr(source, from), { onProgress, signal })
}
