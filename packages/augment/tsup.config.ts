import { defineConfig } from 'tsup'
import { library } from '../../tsup.base'

export default defineConfig(
  library(undefined, {
    esbuildOptions(options, { format }) {
      // A thread imports this file by its address; only with this does Node find the names in the CommonJS build.
      if (format === 'cjs') options.platform = 'node'
    },
  }),
)
