import { homedir } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'

/**
 * Where Graft keeps what it downloads.
 *
 * `GRAFT_HOME` when it is set; otherwise `graft` in the platform's cache folder: `$XDG_CACHE_HOME` or `~/.cache`
 * (Linux and others), `~/Library/Caches` (macOS), `%LOCALAPPDATA%` (Windows). The folder may not exist yet.
 */
export function cacheFolder(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (environment.GRAFT_HOME) return resolve(environment.GRAFT_HOME)
  return join(platformCacheFolder(environment, platform), 'graft')
}

function platformCacheFolder(
  environment: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
): string {
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches')
  if (platform === 'win32') return environment.LOCALAPPDATA || join(homedir(), 'AppData', 'Local')
  const configured = environment.XDG_CACHE_HOME
  // The XDG specification has relative paths ignored.
  return configured && isAbsolute(configured) ? configured : join(homedir(), '.cache')
}
