import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { withFileErrors } from '../file-error'

/**
 * Writes a file whole or not at all: beside first, then renamed over what stood there. Makes the folders it needs.
 *
 * @throws FileError `NO_SPACE`, `READ_ONLY` or `IO`; the file that stood there is then untouched.
 */
export async function writeFileAtomically(path: string, data: string | Uint8Array): Promise<void> {
  const target = resolve(path)
  const temporary = besideName(target)
  await withFileErrors('write', target, async () => {
    await mkdir(dirname(target), { recursive: true })
    try {
      await writeAndFlush(temporary, data)
      await rename(temporary, target)
    } catch (error) {
      await rm(temporary, { force: true })
      throw error
    }
  })
}

/** A name in the same folder, so that renaming never crosses a disk; hidden, and no two alike. */
export function besideName(target: string): string {
  return join(dirname(target), `.${basename(target)}.${randomUUID().slice(0, 8)}.partial`)
}

async function writeAndFlush(path: string, data: string | Uint8Array): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(data)
    // Without this a power cut after the rename can leave an empty file under the final name.
    await file.sync()
  } finally {
    await file.close()
  }
}
