import { join } from 'node:path'
import type { OnProgress } from '@graft-ml/core'
import { cacheFolder, FetchError, fetchFile } from '@graft-ml/core/files'
import { fetchDataset } from '@graft-ml/dataset'
import { modelCard } from '@graft-ml/zoo'
import { drawSample } from '../sample/draw-sample'
import { findSplits } from './find-splits'

export interface InputOptions {
  /** Zip, folder or url; undefined: the published photos. */
  readonly data?: string
  /** File or url; undefined: the published weights. */
  readonly weights?: string
  readonly offline: boolean
  readonly seed: number
  readonly say: (line: string) => void
  readonly onProgress: OnProgress
  readonly signal: AbortSignal
}

/** What the exercise runs on. */
export interface Input {
  /** Folder with train/ and validation/. */
  readonly baseFolder: string
  /** null: an untrained trunk. */
  readonly weights: string | null
  /** Whether the photos are the embedded sample. */
  readonly isSample: boolean
}

/**
 * Photos and weights: those asked for, else the published ones, else, where their host does not answer, the
 * embedded sample and an untrained trunk.
 *
 * @throws FetchError, ArchiveError, DemoError for what was asked for by name
 */
export async function prepareInput(options: InputOptions): Promise<Input> {
  const photos = await photosFolder(options)
  const weights = await weightsFile(options)
  const missing = [photos === undefined && 'photos', weights === undefined && 'weights'].filter(Boolean)
  if (missing.length > 0) options.say(explain(missing.join(' and '), options.offline))
  const baseFolder = photos ?? (await sampleFolder(options))
  return { baseFolder, weights: weights ?? null, isSample: photos === undefined }
}

async function photosFolder({
  data,
  offline,
  onProgress,
  signal,
}: InputOptions): Promise<string | undefined> {
  const fetched = { offline, onProgress, signal }
  if (data !== undefined) return findSplits(await fetchDataset(data, fetched))
  return unlessUnreachable(async () => findSplits(await fetchDataset('cats-and-dogs-filtered', fetched)))
}

function weightsFile({ weights, offline, onProgress, signal }: InputOptions): Promise<string | undefined> {
  const fetched = { subfolder: 'models', offline, onProgress, signal }
  if (weights !== undefined) return fetchFile({ source: weights, ...fetched })
  const { url, hash } = modelCard.weights.noTop
  return unlessUnreachable(() => fetchFile({ source: url, hash, ...fetched }))
}

async function sampleFolder({ seed }: InputOptions): Promise<string> {
  const folder = join(cacheFolder(), 'sample')
  await drawSample(folder, { seed })
  return folder
}

/** HTTP_STATUS too: a proxy that lets nothing through answers in the host's place. */
const NO_ANSWER: ReadonlySet<string> = new Set(['UNREACHABLE', 'OFFLINE', 'HTTP_STATUS'])

/** Nothing where the host does not answer; every other failure is thrown. */
async function unlessUnreachable(load: () => Promise<string>): Promise<string | undefined> {
  try {
    return await load()
  } catch (error) {
    if (FetchError.isInstance(error) && NO_ANSWER.has(error.code)) return undefined
    throw error
  }
}

function explain(missing: string, offline: boolean): string {
  const why = offline
    ? `The published ${missing} are not in the cache`
    : `The host of the published ${missing} does not answer`
  const instead = {
    photos: 'pictures of cats and dogs that this program draws itself',
    weights: 'an untrained trunk',
    'photos and weights': 'pictures of cats and dogs that this program draws itself and an untrained trunk',
  }[missing]
  return `${why}: going on with ${instead}, so the numbers do not compare with the exercise's.`
}
