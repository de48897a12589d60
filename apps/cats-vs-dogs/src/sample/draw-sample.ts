import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { replaceFolder } from '@graft-ml/core/files'
import { Draw } from './draw'
import { photograph } from './photograph'
import { picture, type Species, species } from './picture'

/** What the sample consists of. */
export interface SampleOptions {
  /** The same seed draws the same pictures. Default 1. */
  readonly seed?: number
  /** Training pictures of each class. Default 150. */
  readonly training?: number
  /** Validation pictures of each class. Default 50. */
  readonly validation?: number
  /** The longer side of a picture, in pixels; the shorter one varies. Default 320. */
  readonly size?: number
}

/** Bumped when the drawings change, so that an older sample is not taken for a new one. */
const version = 1
const recordName = 'sample.json'
const picturesAtOnce = 4

/**
 * Draws pictures of cats and dogs into train/cats, train/dogs, validation/cats and validation/dogs.
 *
 * A folder that holds the sample already is left as it is; otherwise it is replaced as a whole.
 *
 * @returns whether anything had to be drawn.
 * @throws FileError when the folder cannot be written.
 */
export async function drawSample(
  folder: string,
  { seed = 1, training = 150, validation = 50, size = 320 }: SampleOptions = {},
): Promise<{ drawn: boolean }> {
  const record = JSON.stringify({ version, seed, training, validation, size })
  if (await isWhole(folder, record, 2 * (training + validation))) return { drawn: false }
  await replaceFolder(folder, async (temporary) => {
    for (const [subset, count] of [
      ['train', training],
      ['validation', validation],
    ] as const) {
      for (const kind of species) await drawClass(temporary, { seed, subset, kind, count, size })
    }
    await writeFile(join(temporary, recordName), record)
  })
  return { drawn: true }
}

interface ClassOptions {
  readonly seed: number
  readonly subset: 'train' | 'validation'
  readonly kind: Species
  readonly count: number
  readonly size: number
}

async function drawClass(root: string, { seed, subset, kind, count, size }: ClassOptions): Promise<void> {
  const folder = join(root, subset, kind)
  await mkdir(folder, { recursive: true })
  const name = (index: number) => `${kind.slice(0, -1)}.${String(index).padStart(4, '0')}.jpg`
  const drawOne = async (index: number): Promise<void> => {
    const draw = new Draw('sample', version, seed, subset, kind, index)
    await writeFile(join(folder, name(index)), await photo(draw, kind, size))
  }
  for (let start = 0; start < count; start += picturesAtOnce) {
    const indices = Array.from({ length: Math.min(picturesAtOnce, count - start) }, (_, i) => start + i)
    await Promise.all(indices.map(drawOne))
  }
}

/** One JPEG, upright or wide, its longer side `size` pixels. */
async function photo(draw: Draw, kind: Species, size: number): Promise<Buffer> {
  const shorter = Math.round(size * draw.between(0.7, 1))
  const svg = picture(draw, kind, draw.chance(0.65) ? [size, shorter] : [shorter, size])
  return photograph(draw, svg)
}

/** Whether the folder holds this very sample, with none of its pictures deleted. */
async function isWhole(folder: string, record: string, pictures: number): Promise<boolean> {
  if ((await readIfThere(join(folder, recordName))) !== record) return false
  const names = await readdir(folder, { recursive: true })
  return names.filter((name) => name.endsWith('.jpg')).length === pictures
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  }
}
