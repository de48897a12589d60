import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { InvalidArgumentError } from '@graft-ml/core'
import { FileError, statIfThere } from '@graft-ml/core/files'
import type { DatasetCard } from '../registry/dataset-card'
import { type DatasetName, datasets } from '../registry/datasets'

/** What is needed of a card to get its archive. */
export type ArchiveCard = Pick<DatasetCard, 'url' | 'mirrors' | 'hash' | 'size' | 'root'>

/** What a data set comes from: a folder that is there, or an archive somewhere. */
export type DatasetSource =
  | { readonly kind: 'folder'; readonly path: string }
  | { readonly kind: 'archive'; readonly card: ArchiveCard }

/** Tells names, cards, urls, archives and folders apart. @param mirrors - instead of the card's */
export async function resolveDatasetSource(
  source: DatasetCard | string,
  mirrors?: readonly string[],
): Promise<DatasetSource> {
  const card = typeof source === 'string' ? cardOf(source) : source
  const { url } = card
  if (/^https?:/i.test(url)) return { kind: 'archive', card }
  const path = /^file:/i.test(url) ? fileURLToPath(url) : resolve(url)
  const found = await statIfThere(path)
  if (found?.isDirectory()) return { kind: 'folder', path }
  const mirrorMayDo = (mirrors ?? card.mirrors ?? []).length > 0
  if (found || mirrorMayDo) return { kind: 'archive', card }
  throw looksLikePath(url) ? missing(path) : unknownName(url)
}

function cardOf(source: string): ArchiveCard {
  return isDatasetName(source) ? datasets[source] : { url: source }
}

function isDatasetName(name: string): name is DatasetName {
  return Object.hasOwn(datasets, name)
}

function looksLikePath(text: string): boolean {
  return /[\\/]|^\.|^file:|\.(zip|tar\.gz|tgz)$/i.test(text)
}

function missing(path: string): FileError {
  return new FileError({
    code: 'NOT_FOUND',
    path,
    message: `There is no folder or archive '${path}'.`,
    hint: 'Check the path.',
  })
}

function unknownName(received: string): InvalidArgumentError {
  const names = Object.keys(datasets).map((name) => `'${name}'`)
  return new InvalidArgumentError({
    argument: 'dataset',
    expected: `one of ${names.join(', ')}, or a DatasetCard, a url, a zip, a tar.gz or a folder that exists`,
    received,
  })
}
