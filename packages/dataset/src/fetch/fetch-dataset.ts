import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { InvalidArgumentError } from '@graft-ml/core'
import { cacheFolder, fetchFile, withFileErrors } from '@graft-ml/core/files'
import { ArchiveError } from '../extract/archive-error'
import type { DatasetCard } from '../registry/dataset-card'
import type { DatasetName } from '../registry/datasets'
import { type ArchiveCard, resolveDatasetSource } from './dataset-source'
import { extractOnce } from './extract-once'
import type { FetchDatasetOptions } from './fetch-dataset-options'
import { findRoot } from './find-root'

const subfolder = 'datasets'

/**
 * The folder of a data set that is on this machine afterwards: downloaded, verified and extracted, each once.
 *
 * An archive is extracted into the cache, wherever it lies; a folder is returned as it is.
 *
 * @param source - a name of the registry, a card of your own, a url, the path of a zip or tar.gz, or a folder
 * @returns the path of the folder that holds the data: for 'cats-and-dogs-filtered', the one with train/ and validation/
 *
 * @example
 * const folder = await fetchDataset('cats-and-dogs-filtered')
 * const training = await fromDirectory(`${folder}/train`, { classMode: 'binary' })
 *
 * @throws FetchError the archive could not be had; `UNREACHABLE` when its host does not answer.
 * @throws ArchiveError the archive is damaged, unsafe or too large.
 * @throws FileError the cache cannot be written, the folder not be read.
 * @throws InvalidArgumentError there is no such name; the message lists the valid ones.
 */
export async function fetchDataset(
  source: DatasetName | DatasetCard | (string & {}),
  options: FetchDatasetOptions = {},
): Promise<string> {
  const resolved = await resolveDatasetSource(source, options.mirrors)
  return resolved.kind === 'folder'
    ? await useFolder(resolved.path, options)
    : await fetchArchive(resolved.card, options)
}

async function useFolder(path: string, { hash, root }: FetchDatasetOptions): Promise<string> {
  if (hash !== undefined) {
    throw new InvalidArgumentError({
      argument: 'hash',
      expected: 'left out for a folder, which has none',
      received: hash,
    })
  }
  const folder = root ? join(path, root) : path
  await withFileErrors('read', folder, () => access(folder, constants.R_OK))
  return folder
}

async function fetchArchive(
  card: ArchiveCard,
  { root = card.root, limits, ...options }: FetchDatasetOptions,
): Promise<string> {
  const hash = options.hash ?? card.hash
  const mirrors = options.mirrors ?? card.mirrors
  const folder = resolve(options.folder ?? cacheFolder())
  const archive = await fetchFile({
    ...options,
    source: card.url,
    size: card.size,
    ...{ hash, mirrors, folder, subfolder },
  })
  const { force, onProgress, signal } = options
  try {
    const cache = join(folder, subfolder, 'extracted')
    const content = await extractOnce({ archive, cache, hash, limits, force, onProgress, signal })
    return await findRoot(archive, content, root)
  } catch (error) {
    throw wasDownloaded(archive, folder) ? withHintToDownload(error) : error
  }
}

function wasDownloaded(archive: string, folder: string): boolean {
  return dirname(archive) === join(folder, subfolder)
}

/** A cached archive that cannot be read, such as the page of a network that wants a login, stays until it is told to go. */
function withHintToDownload(error: unknown): unknown {
  if (!ArchiveError.isInstance(error)) return error
  const { code, reason, archive, entry } = error
  if (code !== 'CORRUPT' && code !== 'NOT_AN_ARCHIVE') return error
  const hint = 'Pass force: true, or delete it, to download it again.'
  return new ArchiveError({ code, reason, archive, entry, hint, cause: error })
}
