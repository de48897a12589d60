import { copyFile, link, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { listPictures } from '@graft-ml/dataset'

/** How many photos a folder got. */
export interface PhotoCounts {
  readonly training: number
  readonly validation: number
}

/** Makes a folder with a share of the photos of another, class by class; a share above 1 lists photos again. */
export async function makePhotoFolder(from: string, to: string, share: number): Promise<PhotoCounts> {
  const [training, validation] = await Promise.all(
    ['train', 'validation'].map((part) => makePart(join(from, part), join(to, part), share)),
  )
  return { training, validation }
}

async function makePart(from: string, to: string, share: number): Promise<number> {
  let made = 0
  for (const photos of byClass(await listPictures(from))) {
    const wanted = Math.max(1, Math.round(photos.length * share))
    for (let at = 0; at < wanted; at++) {
      const photo = photos[at % photos.length]
      const round = Math.floor(at / photos.length)
      await linkOrCopy(join(from, photo), join(to, round === 0 ? photo : again(photo, round)))
    }
    made += wanted
  }
  return made
}

/** Lists of photos of the same class: the first folder of their path. */
function byClass(photos: readonly string[]): string[][] {
  const classes = new Map<string, string[]>()
  for (const photo of photos) {
    const [name] = photo.split('/')
    classes.set(name, [...(classes.get(name) ?? []), photo])
  }
  return [...classes.values()]
}

/** 'cats/cat.1.jpg' to 'cats/again-1/cat.1.jpg': both sides look for photos at any depth. */
function again(photo: string, round: number): string {
  const [name, ...rest] = photo.split('/')
  return [name, `again-${round}`, ...rest].join('/')
}

/** A link takes no room; across disks there are none. */
async function linkOrCopy(from: string, to: string): Promise<void> {
  await mkdir(dirname(to), { recursive: true })
  try {
    await link(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    await copyFile(from, to)
  }
}
