import type { ConfigFile } from './config-file'

/** What `graft.config.ts` may say. */
export type GraftConfig = ConfigFile

/**
 * Helps an editor with `graft.config.ts`.
 *
 * @example
 * import { defineConfig } from '@graft-ml/cli/config'
 *
 * export default defineConfig({ photos: './photos', preset: 'best', imageSize: 299 })
 */
export function defineConfig(config: GraftConfig): GraftConfig {
  return config
}
