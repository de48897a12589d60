import { readFile } from 'node:fs/promises'
import { statIfThere } from '@graft-ml/core/files'

/** A text file; undefined when there is none. */
export async function readTextIfThere(path: string): Promise<string | undefined> {
  return (await statIfThere(path)) ? await readFile(path, 'utf8') : undefined
}
