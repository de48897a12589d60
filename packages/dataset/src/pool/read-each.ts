import { BrokenImageError } from '../decode/broken-image-error'
import type { BrokenFile } from './pictures-task'

/** What reading each file gives, or why it is no picture, in the order given. */
export async function readEach<Result>(
  paths: readonly string[],
  read: (path: string) => Promise<Result>,
): Promise<(Result | BrokenFile)[]> {
  const results: (Result | BrokenFile)[] = []
  for (const path of paths) {
    try {
      results.push(await read(path))
    } catch (error) {
      if (!(error instanceof BrokenImageError)) throw error
      results.push({ path, reason: error.reason })
    }
  }
  return results
}
