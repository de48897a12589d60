import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** A path as it is meant from a folder; anything else, a url or a name, as it is. */
export function pathOr(source: string, from: string): string {
  const path = resolve(from, source)
  return existsSync(path) ? path : source
}
