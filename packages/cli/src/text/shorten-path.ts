import { homedir } from 'node:os'
import { relative, sep } from 'node:path'

/** A path as one writes it by hand. */
export function shortenPath(path: string): string {
  const fromHome = relative(homedir(), path)
  const isInside = fromHome !== '' && !fromHome.startsWith('..') && process.platform !== 'win32'
  return isInside ? `~${sep}${fromHome}` : path
}
