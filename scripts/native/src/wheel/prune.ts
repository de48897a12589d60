import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** What of TensorFlow's package is needed to run, and to give credit. */
const KEPT = /^(libtensorflow.*|THIRD_PARTY_NOTICES\.txt|LICENSE.*)$/

/** Deletes what only Python and the compiler need: a third of the wheel. */
export async function prune(tensorflow: string): Promise<void> {
  for (const name of await readdir(tensorflow)) {
    if (!KEPT.test(name)) await rm(join(tensorflow, name), { recursive: true, force: true })
  }
}
