import { join } from 'node:path'
import { BrokenImageError, fromDirectory, loadImage } from '@graft-ml/dataset'
import { CliError } from '../errors/cli-error'
import type { Parts } from './find-parts'

/** What is known of photos before any choice is made. */
export interface PhotoFacts {
  /** Names of the classes in the order of their labels. */
  readonly classes: readonly string[]
  /** How many there are to train on, those to validate on among them where they have no folder of their own. */
  readonly training: number
  /** Pixels: the median of the shorter sides of a few. */
  readonly shortSide: number
}

/** Photos whose size is looked at. */
const SAMPLE = 24

/** @throws CliError `ONE_CLASS`, and what `fromDirectory` throws */
export async function lookAtPhotos({ train }: Parts): Promise<PhotoFacts> {
  const { classes, filenames, samples } = await fromDirectory(train, { classMode: 'sparse', workers: 0 })
  if (classes.length < 2) throw oneClass(train, classes[0]!)
  const step = Math.max(1, Math.floor(samples / SAMPLE))
  const some = filenames.filter((_, index) => index % step === 0)
  const sides = await Promise.all(some.map((name) => shortSideOf(join(train, name))))
  return { classes, training: samples, shortSide: median(sides.filter((side) => side !== undefined)) }
}

/** undefined for a broken file, of which somebody else will tell. */
async function shortSideOf(path: string): Promise<number | undefined> {
  try {
    const { height, width } = await loadImage(path)
    return Math.min(height, width)
  } catch (error) {
    if (error instanceof BrokenImageError) return undefined
    throw error
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.POSITIVE_INFINITY
}

function oneClass(folder: string, name: string): CliError {
  return new CliError({
    code: 'ONE_CLASS',
    message: `${folder} has one class folder, '${name}': there is nothing to tell it from.`,
    hint: 'Put other pictures into a second class folder, or give the folder that holds the class folders.',
  })
}
