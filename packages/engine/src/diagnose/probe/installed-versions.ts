import { createRequire } from 'node:module'
import { isNotInstalled } from '../../errors/is-not-installed'

const require = createRequire(import.meta.url)

/** Versions of those packages that are installed where this package finds them; nothing of them is loaded. */
export function installedVersions(...names: readonly string[]): Record<string, string> {
  const found: Record<string, string> = {}
  for (const name of names) {
    const manifest = `${name}/package.json`
    try {
      found[name] = (require(manifest) as { version: string }).version
    } catch (error) {
      if (!isNotInstalled(manifest, error)) throw error
    }
  }
  return found
}
