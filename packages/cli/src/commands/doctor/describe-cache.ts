import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder, FileError, statIfThere, withFileErrors } from '@graft-ml/core/files'

/** Where downloads are kept. */
export interface Cache {
  readonly folder: string
  /** What named the folder. */
  readonly setBy: 'GRAFT_HOME' | 'platform'
  /** What lies in it; nothing where there is no such folder. */
  readonly files: number
  readonly bytes: number
  /** Why it could not be looked into. */
  readonly problem?: string
}

export async function describeCache(): Promise<Cache> {
  const folder = cacheFolder()
  const place = { folder, setBy: process.env.GRAFT_HOME ? 'GRAFT_HOME' : 'platform' } as const
  try {
    const isThere = (await statIfThere(folder)) !== undefined
    const contents = isThere ? await withFileErrors('read', folder, () => measure(folder)) : NOTHING
    return { ...place, ...contents }
  } catch (error) {
    if (!FileError.isInstance(error)) throw error
    return { ...place, ...NOTHING, problem: error.message }
  }
}

const NOTHING = { files: 0, bytes: 0 }

async function measure(folder: string): Promise<{ files: number; bytes: number }> {
  const total = { files: 0, bytes: 0 }
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    // A download may take its final name meanwhile.
    const stats = await statIfThere(join(entry.parentPath, entry.name))
    if (!stats) continue
    total.files += 1
    total.bytes += stats.size
  }
  return total
}
