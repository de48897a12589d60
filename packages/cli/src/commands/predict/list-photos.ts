import { resolve } from 'node:path'
import { statIfThere } from '@graft-ml/core/files'
import { listPictures } from '@graft-ml/dataset'
import { CliError } from '../../errors/cli-error'

/**
 * The files that were named, and the pictures of the folders that were.
 *
 * @returns absolute paths
 * @throws CliError `NO_PHOTOS` for what is not there
 */
export async function listPhotos(named: readonly string[], here: string): Promise<string[]> {
  const listed = await Promise.all(
    named.map(async (name) => {
      const path = resolve(here, name)
      const stats = await statIfThere(path)
      if (!stats) throw missing(path)
      if (!stats.isDirectory()) return [path]
      return (await listPictures(path)).map((picture) => resolve(path, picture))
    }),
  )
  return listed.flat()
}

function missing(path: string): CliError {
  return new CliError({
    code: 'NO_PHOTOS',
    message: `${path} does not exist.`,
    hint: 'Give paths of pictures or of folders that hold some.',
  })
}
