/**
 * What `graft.config.ts` imports.
 *
 * @module @graft-ml/cli/config
 */

import type { ConfigFile as GraftConfig } from './config-file'

export type { GraftConfig }

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
