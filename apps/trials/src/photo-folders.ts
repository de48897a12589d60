import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { listPictures } from '@graft-ml/dataset'
import { group } from 'd3-array'

/** Folders that the trials train on, with all of the photos to validate on. */
export interface PhotoFolders {
  /** As many photos of each class. */
  readonly even: string
  /** With an eighth as many of the second class. */
  readonly lopsided: string
}

/**
 * @param from a folder with train/ and validation/
 * @param photos of each class to train on, the first by name
 */
export async function makePhotoFolders(from: string, to: string, photos: number): Promise<PhotoFolders> {
  const folders = { even: join(to, 'even'), lopsided: join(to, 'lopsided') }
  const few = (label: number) => (label === 1 ? Math.round(photos / 8) : photos)
  for (const [folder, most] of [
    [folders.even, () => photos],
    [folders.lopsided, few],
  ] as const) {
    await copyPhotos(join(from, 'train'), join(folder, 'train'), most)
    await copyPhotos(join(from, 'validation'), join(folder, 'validation'), () => Number.POSITIVE_INFINITY)
  }
  return folders
}

/** @param most how many of a class, by the place of its name */
async function copyPhotos(from: string, to: string, most: (label: number) => number): Promise<void> {
  const classes = group(await listPictures(from), (path) => path.split('/')[0]!)
  for (const [label, paths] of [...classes.values()].entries()) {
    for (const path of paths.slice(0, most(label))) {
      await mkdir(dirname(join(to, path)), { recursive: true })
      await copyFile(join(from, path), join(to, path))
    }
  }
}
