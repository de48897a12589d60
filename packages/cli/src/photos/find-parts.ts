import { statSync } from 'node:fs'
import { join } from 'node:path'

/** Where photos lie. */
export interface Parts {
  /** A folder of class folders. */
  readonly train: string
  /** Another one; undefined where a share of the first is to validate on. */
  readonly validation?: string
}

/** train/ and validation/ of a folder, or the folder itself where it holds the classes. */
export function findParts(folder: string): Parts {
  const [train, validation] = ['train', 'validation'].map((name) => join(folder, name)) as [string, string]
  if (!isFolder(train)) return { train: folder }
  return { train, validation: isFolder(validation) ? validation : undefined }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
}
