import { defineConfig } from 'tsup'
import { library } from '../../tsup.base'

export default defineConfig(
  library(['src/cli.ts', 'src/index.ts'], { format: ['esm'], platform: 'node', shims: false }),
)
