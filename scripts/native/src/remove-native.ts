import { rm } from 'node:fs/promises'
import { statIfThere, withLock } from '@graft-ml/core/files'
import { nativeFolder } from './native-folder'

/** What was removed, or looked for. */
export interface Removed {
  readonly folder: string
  /** False where there was nothing. */
  readonly removed: boolean
}

/** Deletes what `installNative` has built. Nothing else was changed by it. */
export async function removeNative(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Removed> {
  const folder = nativeFolder(environment)
  if (!(await statIfThere(folder))) return { folder, removed: false }
  return await withLock(folder, async () => {
    await rm(folder, { recursive: true, force: true })
    return { folder, removed: true }
  })
}
