import { RandomState } from '@graft-ml/core'
import { fromDirectory } from '@graft-ml/dataset'
import { findParts } from './find-parts'

/** Photos of a folder of classes. */
export interface ChosenPhotos {
  /** What the paths are relative to. */
  readonly folder: string
  readonly paths: readonly string[]
}

/** The first photos of a seeded order, from the classes in turn. */
export async function choosePhotos(folder: string, count: number, seed: number): Promise<ChosenPhotos> {
  const { train: root } = findParts(folder)
  const images = await fromDirectory(root, { classMode: 'sparse', workers: 0 })
  const random = new RandomState(seed)
  const ofClass = images.classes.map((_, label) =>
    random.permutation(images.filenames.filter((_, index) => images.labels[index] === label)),
  )
  const chosen: string[] = []
  for (let round = 0; chosen.length < Math.min(count, images.samples); round++) {
    chosen.push(...ofClass.flatMap((paths) => paths.slice(round, round + 1)))
  }
  return { folder: root, paths: chosen.slice(0, count) }
}
