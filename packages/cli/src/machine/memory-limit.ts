import { totalmem } from 'node:os'

/** What a container may use, in bytes; undefined where nothing limits it below what there is. */
export function memoryLimit(
  limit: number = process.constrainedMemory(),
  total: number = totalmem(),
): number | undefined {
  // 0 or an enormous number where there is none.
  return limit > 0 && limit < total ? limit : undefined
}
