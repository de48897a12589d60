import type { PartInspection } from '@graft-ml/dataset'

/** Good pictures of all classes of a part. */
export function picturesOf({ classes }: PartInspection): number {
  return classes.reduce((sum, { pictures }) => sum + pictures, 0)
}
