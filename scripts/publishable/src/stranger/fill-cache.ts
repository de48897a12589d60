import { copyFile, mkdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { writeFileAtomically } from '@graft-ml/core/files'
import { datasets } from '@graft-ml/dataset'
import { modelCard } from '@graft-ml/zoo'

export interface Published {
  /** The path of an archive of cats and dogs. */
  readonly photos: string
  /** The path of the weights of Inception V3 without its top. */
  readonly weights: string
}

/** A cache as it is after the first downloads, wherever photos and weights come from. */
export async function fillCache(cache: string, { photos, weights }: Published): Promise<void> {
  await put(photos, join(cache, 'datasets'), datasets['cats-and-dogs-filtered'].url)
  const { url, hash } = modelCard.weights.noTop
  const target = await put(weights, join(cache, 'models'), url)
  // What a file is known by is noted beside it. Weights at hand may have been saved by another program.
  const { size, mtimeMs: modified } = await stat(target)
  await writeFileAtomically(
    `${target}.cache.json`,
    JSON.stringify({ source: url, key: url, size, modified, hash }),
  )
}

async function put(file: string, folder: string, url: string): Promise<string> {
  const target = join(folder, basename(url))
  await mkdir(folder, { recursive: true })
  await copyFile(file, target)
  return target
}
