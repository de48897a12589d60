import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { withFileErrors } from '@graft-ml/core/files'

/** Where photos lie. */
export interface Parts {
  /** A folder of class folders. */
  readonly train: string
  /** Another one; undefined where a share of the first is to validate on. */
  readonly validation?: string
}

/** train/ and validation/ of a folder, or the folder itself where it holds the classes. */
export async function findParts(folder: string): Promise<Parts> {
  const entries = await withFileErrors('read', folder, () => readdir(folder, { withFileTypes: true }))
  const names = entries.filter((entry) => !entry.isFile()).map(({ name }) => name)
  if (!names.includes('train')) return { train: folder }
  const validation = names.includes('validation') ? join(folder, 'validation') : undefined
  return { train: join(folder, 'train'), validation }
}
