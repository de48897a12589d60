import type { FolderInspection } from '@graft-ml/dataset'
import { picturesOf } from './pictures-of'

/** What would be trained on and what validated on. */
export interface Split {
  readonly share: number
  readonly training: number
  readonly validation: number
}

/**
 * As `fromDirectory` splits photos that lie in no parts: of each class the first ones are for validation. undefined where
 * there are parts already.
 */
export function splitOf({ parts }: FolderInspection, share: number): Split | undefined {
  const [part] = parts
  if (part === undefined || part.name !== '') return undefined
  const all = picturesOf(part)
  const validation = part.classes.reduce((sum, { pictures }) => sum + Math.trunc(share * pictures), 0)
  return { share, training: all - validation, validation }
}
