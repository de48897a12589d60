import { defineConfig } from 'tsup'
import { library } from '../../tsup.base'

export default defineConfig(
  library(['src/cli.ts'], { format: ['esm'], platform: 'node', dts: false, shims: false }),
)
