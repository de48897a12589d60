import { resolve } from 'node:path'
import { channelsOf } from '../decode/color-mode'
import { DecodePool } from '../pool/decode-pool'
import { DirectoryImages } from './directory-images'
import { type DirectoryOptions, resolveDirectoryOptions } from './directory-options'
import { indexClasses, listClasses } from './index-directory'

/**
 * The pictures of a folder that holds one folder for each class, as batches: Keras's `flow_from_directory`.
 *
 * @returns batches of images [N, height, width, channels], float32 (0..255 unless the transform rescales them), and
 *   labels by `classMode`; the same for a seed whatever the number of threads.
 * @throws UnreadableFolderError, EmptyClassError, NoImagesError, ClassCountError, InvalidArgumentError; and, from the
 *   loop, BrokenImageError naming the file.
 *
 * @example
 * const images = await fromDirectory('train', { targetSize: [150, 150], classMode: 'binary', batchSize: 20, seed: 7 })
 * console.log(images.describe()) // Found 2000 images belonging to 2 classes.
 * for await (const { images: pictures, labels } of images.epoch()) console.log(pictures.shape) // [20, 150, 150, 3]
 * await images.close()
 */
export async function fromDirectory(
  folder: string,
  options: DirectoryOptions = {},
): Promise<DirectoryImages> {
  const resolved = resolveDirectoryOptions(options)
  const root = resolve(folder)
  const classes = await listClasses(root, resolved)
  const pool = resolved.pool ?? new DecodePool({ workers: resolved.workers })
  const ownsPool = resolved.pool === undefined
  try {
    const paths = classes.flatMap(({ files }) => files.map((file) => resolve(root, file)))
    const skipped = resolved.onBroken === 'skip' ? await pool.check(paths) : []
    const index = indexClasses(root, classes, skipped, resolved)
    const [height, width] = resolved.targetSize
    const shape = { height, width, channels: channelsOf(resolved.colorMode) }
    return new DirectoryImages({ folder: root, index, options: resolved, shape, pool, skipped, ownsPool })
  } catch (error) {
    if (ownsPool) await pool.close()
    throw error
  }
}
