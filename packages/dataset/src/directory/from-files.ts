import { resolve } from 'node:path'
import { channelsOf } from '../decode/color-mode'
import { rejectUnknownOptions } from '../options/reject-unknown-options'
import { DecodePool } from '../pool/decode-pool'
import { NoImagesError } from './directory-errors'
import { DirectoryImages } from './directory-images'
import { type DirectoryOptions, resolveDirectoryOptions } from './directory-options'

/**
 * How the pictures of a list are read: as those of a folder, without classes and in the order of the list.
 *
 * @useDeclaredType
 */
export type FilesOptions = Pick<DirectoryOptions, (typeof OPTIONS)[number]>

const OPTIONS = [
  ...(['targetSize', 'colorMode', 'batchSize', 'interpolation', 'keepAspectRatio', 'orientation'] as const),
  ...(['transform', 'onBroken', 'prefetch', 'workers', 'pool', 'seed'] as const),
] as const

/**
 * The pictures of a list of files, as batches without labels: what a model is to say something of.
 *
 * @param files paths, absolute or from the current folder
 * @returns batches of images [N, height, width, channels] in the order of the list, broken files left out where
 *   `onBroken` is 'skip'
 * @throws NoImagesError for an empty list, or one of broken files only; InvalidArgumentError; and, from the loop,
 *   BrokenImageError naming the file
 *
 * @example
 * const photos = await fromFiles(['garden.jpg', 'sofa.jpg'], { targetSize: [150, 150] })
 * for await (const { images, paths } of photos.epoch()) console.log(paths, images.shape) // [2, 150, 150, 3]
 * await photos.close()
 */
export async function fromFiles(
  files: readonly string[],
  options: FilesOptions = {},
): Promise<DirectoryImages> {
  rejectUnknownOptions('fromFiles', options, OPTIONS)
  const resolved = resolveDirectoryOptions({ ...options, classMode: 'none', shuffle: false })
  const ownsPool = resolved.pool === undefined
  const pool = resolved.pool ?? new DecodePool({ workers: resolved.workers })
  try {
    const paths = files.map((file) => resolve(file))
    const skipped = resolved.onBroken === 'skip' ? await pool.check(paths) : []
    const broken = new Set(skipped.map(({ path }) => path))
    const filenames = paths.filter((path) => !broken.has(path))
    if (filenames.length === 0) throw noFiles(skipped.length)
    const [height, width] = resolved.targetSize
    const shape = { height, width, channels: channelsOf(resolved.colorMode) }
    const index = { classes: [], filenames, labels: new Int32Array(filenames.length) }
    return new DirectoryImages({
      folder: resolve('.'),
      index,
      options: resolved,
      shape,
      pool,
      skipped,
      ownsPool,
    })
  } catch (error) {
    if (ownsPool) await pool.close()
    throw error
  }
}

function noFiles(broken: number): NoImagesError {
  return broken > 0
    ? new NoImagesError(`None of the ${broken} files is a picture.`, 'Give at least one that is.')
    : new NoImagesError('There are no files.', 'Give the paths of pictures.')
}
