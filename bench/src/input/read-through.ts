import { createReadStream } from 'node:fs'
import { withFileErrors } from '@graft-ml/core/files'

/**
 * Reads files and throws what they hold away: afterwards the system has them in memory, and the side that happens to
 * go first does not wait for the disk in the other's place.
 *
 * @throws FileError naming the file that cannot be read
 */
export async function readThrough(files: readonly string[]): Promise<void> {
  for (const file of files) {
    await withFileErrors('read', file, async () => {
      for await (const _ of createReadStream(file));
    })
  }
}
